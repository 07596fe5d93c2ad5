"""What somebody sees who watches a long job at a terminal."""

import io

import pytest
from django.core.management import call_command

from qulive.catalog import progress
from tests.seeding.conftest import MATERIALS


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_grows_and_goes(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 0)
    seen = Terminal()
    call_command("seed_materials", MATERIALS, only="fonts", verbosity=0, stderr=seen)

    shown = seen.getvalue().split("\r")
    assert "Checking files [#####                         ] 1 of 6" in shown
    assert "Checking files [##############################] 6 of 6" in shown
    assert shown[-1] == "\x1b[K"


def test_a_log_gets_none_of_it(db: None) -> None:
    seen = io.StringIO()
    call_command("seed_materials", MATERIALS, only="fonts", verbosity=0, stderr=seen)

    assert seen.getvalue() == ""
