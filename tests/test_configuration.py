"""Every setting has its line in both configuration.md and in .env.example, and a production lacks none."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qulive import environment

ROOT = Path(__file__).parent.parent
PAGES = ["docs/configuration.md", "docs/zh/configuration.md"]
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
PRODUCTION = dict(
    line.split("=", 1) for line in (ROOT / "tests" / "production.env").read_text().splitlines() if "=" in line
)


def rows(page: str) -> list[tuple[str, ...]]:
    """Return each setting's name, default, example, and whether a production needs it."""
    return ROW.findall((ROOT / page).read_text(encoding="utf-8"))


PAGE = {name: production for name, *_, production in rows(PAGES[0])}
NEEDED = [name for name, production in PAGE.items() if "yes" in production]


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("page", PAGES)
def test_the_page_has_every_setting_and_no_other(page: str) -> None:
    code = "from qulive import settings, environment as e; print(*sorted(e.ASKED))"
    asked = run("-c", code, **PRODUCTION).stdout.split()

    assert asked
    assert sorted(name for name, *_ in rows(page)) == asked


def test_both_pages_have_the_same_defaults_and_examples() -> None:
    def cells(page: str, words: dict[str, str]) -> list[tuple[object, ...]]:
        return [
            (
                name,
                sorted(re.findall("`.+?`", default)),
                re.findall("`.+?`", example),
                words[production.strip()],
            )
            for name, default, example, production in rows(page)
        ]

    english = cells(PAGES[0], {"**yes**": "yes", "*should*": "should", "": ""})
    assert english == cells(PAGES[1], {"**必须**": "yes", "*建议*": "should", "": ""})


def test_the_example_has_every_setting_and_no_other() -> None:
    named = re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert len(named) == len(set(named))
    assert set(named) - {"SANDBOX_CALLBACK_TARGET"} == set(PAGE)


def test_a_whole_production_has_nothing_to_be_told(tmp_path: Path) -> None:
    checked = run(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {"VAR": str(tmp_path)}
    )

    assert checked.returncode == 0, checked.stderr


def test_a_half_configured_production_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    checked = run(
        "manage.py", "check", "--deploy", "--fail-level", "ERROR", VAR=str(tmp_path), SECRET_KEY="short"
    )

    assert checked.returncode == 1
    for name in NEEDED:
        assert re.search(rf"^\?: .*\b{name}\b.*\n\tHINT: ", checked.stderr, re.MULTILINE), name
    for name in (name for name, production in PAGE.items() if "should" in production):
        assert re.search(rf"WARNINGS:.*\b{name}\b", checked.stderr, re.DOTALL), name


@pytest.mark.parametrize(
    "start", [["-c", "import qulive.wsgi"], ["manage.py", "task_worker", "--batch", "--no-startup-delay"]]
)
def test_it_does_not_start_either(tmp_path: Path, start: list[str]) -> None:
    half = PRODUCTION | {"VAR": str(tmp_path), "STS_ROLE_ARN": ""}

    started = run(*start, **half)
    assert started.returncode == 1
    assert "STS_ROLE_ARN is empty." in started.stderr


def test_a_laptops_configuration_is_no_productions(tmp_path: Path) -> None:
    checked = run("manage.py", "check", "--deploy", VAR=str(tmp_path), DEBUG="1")

    assert "SECRET_KEY is missing, or DEBUG is on" in checked.stderr


def test_the_names_of_files_are_no_settings_of_their_own() -> None:
    assert not any(name.endswith("_FILE") for name in environment.ASKED)


def test_what_a_databases_address_asks_for_counts(tmp_path: Path) -> None:
    url = "postgres://qulive@/qulive?host=/var/run/postgresql&sslmode=require&connect_timeout=5"
    code = "from qulive import settings; print(settings.DATABASES['default']['OPTIONS'])"
    options = run("-c", code, **PRODUCTION | {"VAR": str(tmp_path), "DATABASE_URL": url}).stdout

    assert "'sslmode': 'require'" in options
    assert "'host': '/var/run/postgresql'" in options
    assert "'connect_timeout': 5" in options
    assert "'tcp_user_timeout': 2000" in options
