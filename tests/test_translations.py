"""Chinese readers find no English: both catalogs of tests/messages.py say all that the code says, no more."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.messages import CATALOGS, Catalog, run

pytestmark = [
    pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.name),
    pytest.mark.skipif(
        not shutil.which("msgmerge") and os.environ.get("CI") != "true", reason="GNU gettext is not installed"
    ),
]


def messages_of(file: Path, *which: str) -> str:
    """Return the messages of a file without its header, each in the same form whoever wrote it."""
    text = run(["msgattrib", *which, "--no-wrap", "--sort-output", "--no-obsolete", file])
    return text.partition("\n\n")[2]


def test_every_text_is_translated(catalog: Catalog) -> None:
    assert messages_of(catalog.po, "--untranslated") == ""
    assert messages_of(catalog.po, "--only-fuzzy") == ""


def test_its_texts_are_those_of_the_code(catalog: Catalog, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    fresh = replace(catalog, po=tmp_path / "fresh.po")
    shutil.copyfile(catalog.po, fresh.po)
    fresh.update(catalog.template(sources))
    assert messages_of(catalog.po) == messages_of(fresh.po), "Run `make messages`, and translate what is new."


def test_it_is_compiled(catalog: Catalog, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.mo"
    catalog.compile(fresh)
    assert run(["msgunfmt", catalog.mo]) == run(["msgunfmt", fresh]), "Run `make messages`."
