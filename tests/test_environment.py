"""Settings as people write them: what can't be meant is told in one line that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from qulive import environment

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORT", "abc"),
        ("HOST", "x86_64-conda-linux-gnu"),
        ("DATABASE_URL", "qulive.db"),
        ("VAR", "/dev/null/var"),
        ("API_AUTHENTICATION", "accounts.authentication.Misspelt"),
        ("SANDBOX_PORT", "8000"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named_in_one_line(
    tmp_path: Path, setting: str, value: str
) -> None:
    usual = {"PATH": os.environ["PATH"], "VAR": str(tmp_path), "PORT": "8000", "DATABASE_URL": ""}
    run = subprocess.run(
        [sys.executable, "-m", "qulive"],
        cwd=ROOT,
        env={**usual, setting: value},
        capture_output=True,
        check=False,
        text=True,
        timeout=30,
    )

    assert run.returncode == 1
    assert run.stderr.startswith("make run: ")
    assert setting in run.stderr
    assert run.stderr.count("\n") == 1


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", " ")
    monkeypatch.setenv("DEMO_OPEN", "")

    assert environment.number("PORT", 8000) == 8000
    assert environment.flag("DEMO_OPEN", default=True)


@pytest.mark.parametrize("digits", ["abc", "0", "99999", "-1", "8e3", "８０００"])
def test_a_port_is_a_number_in_its_bounds(monkeypatch: pytest.MonkeyPatch, digits: str) -> None:
    monkeypatch.setenv("PORT", digits)

    with pytest.raises(ImproperlyConfigured, match=f"PORT is '{digits}'; it has to be a number from 1 to"):
        environment.number("PORT", 8000, most=65535)


def test_a_flag_is_on_or_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEW_FIRST", "maybe")

    with pytest.raises(ImproperlyConfigured, match="REVIEW_FIRST is 'maybe'"):
        environment.flag("REVIEW_FIRST", default=True)


@pytest.mark.parametrize("word", ["0", "false", "No", "OFF"])
def test_a_flag_has_more_than_one_word_for_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("DEMO_OPEN", word)

    assert not environment.flag("DEMO_OPEN", default=True)


def test_blanks_behind_commas_belong_to_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOD_CALLBACK_KEYS", "NewKey1, OldKey2,")

    assert environment.names("VOD_CALLBACK_KEYS", []) == ["NewKey1", "OldKey2"]


def test_a_folder_in_ones_home_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VAR", "~/qulive")

    assert environment.folder("VAR", "var") == tmp_path / "qulive"
    assert (tmp_path / "qulive").is_dir()


def test_the_database_lies_in_its_folder_whatever_that_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    file = tmp_path / "50% of #1 in 北京?" / "db.sqlite3"

    assert environment.database("DATABASE_URL", file)["NAME"] == str(file)


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("$New1, Old2\n")
    monkeypatch.delenv("VOD_CALLBACK_KEYS", raising=False)
    monkeypatch.setenv("VOD_CALLBACK_KEYS_FILE", str(tmp_path / "keys"))

    assert environment.names("VOD_CALLBACK_KEYS", []) == ["$New1", "Old2"]
    assert environment.text("VOD_CALLBACK_KEYS") == "$New1, Old2"


def test_a_value_beside_its_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOD_CDN_KEY", "one")
    monkeypatch.setenv("VOD_CDN_KEY_FILE", "/run/secrets/other")

    with pytest.raises(ImproperlyConfigured, match="VOD_CDN_KEY and VOD_CDN_KEY_FILE are both set"):
        environment.text("VOD_CDN_KEY")


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VOD_CDN_KEY", raising=False)
    monkeypatch.setenv("VOD_CDN_KEY_FILE", str(tmp_path / "missing"))

    with pytest.raises(
        ImproperlyConfigured, match=r"VOD_CDN_KEY_FILE is .*missing, which can't be read: No such"
    ):
        environment.text("VOD_CDN_KEY")


def test_a_choice_is_one_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")

    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT is 'xml'; it has to be line or json"):
        environment.choice("LOG_FORMAT", "line", "json")
