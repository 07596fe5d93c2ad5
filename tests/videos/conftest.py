import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from qulive.aliyun import client
from tests.conftest import Work, run_tasks
from tests.videos.line import Line


@pytest.fixture
def line(cloud: None) -> Line:
    """The line to the cloud, to listen to and to cut."""
    return Line(client.acs_client().session)


@pytest.fixture
def tasks(db: None) -> Work:
    """Let the task worker do what is due, while the cloud does nothing yet."""
    return run_tasks


@pytest.fixture
def later(db: None) -> Work:
    """Let the time pass that tasks were put off for."""

    def pass_by() -> None:
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())

    return pass_by


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as processes do: a memory of SQLite's moves into a file."""
    if "mode=memory" not in str(connection.settings_dict["NAME"]):
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(tmp_path / "shared.sqlite3")) as file:
        memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, tmp_path / "shared.sqlite3"
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
