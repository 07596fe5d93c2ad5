"""Real processes, a database for each test, and the figures that `make abuse` prints."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest

from tests.conftest import FIGURES
from tests.faults.site import Site

SERVER = os.environ.get("FAULTS_POSTGRES", "postgres://postgres@127.0.0.1:5432")

Installed = Callable[..., Site]
Figure = Callable[[str, object], None]


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of an empty database."""
    name = f"qulive_fault_{uuid4().hex[:12]}"
    run_on_server(f"CREATE DATABASE {name}")
    yield f"{SERVER}/{name}"
    run_on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres")) if request.param == "postgres" else ""


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    """Make an installation, its tables made; whatever runs of it in the end is killed."""
    made: list[Site] = []

    def site(database: str = "", **settings: str) -> Site:
        found = Site(tmp_path, database, **settings)
        made.append(found)
        done = found.manage("migrate", "--verbosity", "0")
        assert done.returncode == 0, done.stderr
        return found

    yield site
    for one in made:
        one.stop()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Note a figure; all of them are printed in the end."""
    noted = request.config.stash.setdefault(FIGURES, [])
    return lambda what, value: noted.append(f"{what}: {value}")


def run_on_server(sql: str) -> None:
    with closing(psycopg2.connect(f"{SERVER}/postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql)
