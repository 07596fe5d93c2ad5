"""The connection to PostgreSQL that a worker keeps from request to request."""

from typing import Any

import psycopg2
import pytest
from django.db import close_old_connections, connection

from tests.app import App

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server"),
    pytest.mark.django_db(transaction=True),
]


def process_at_the_other_end() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [(process,)] = cursor.fetchall()
    return int(process)


def elsewhere(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Ask by another connection; return its rows."""
    other = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    other.close()
    return rows


def end(process: int) -> None:
    elsewhere("SELECT pg_terminate_backend(%s, 5000)", process)


def test_one_that_the_server_closed_is_replaced_before_anybody_notices(alice_app: App) -> None:
    alice_app.get("/vod/getPersonalVideoList")
    end(process_at_the_other_end())
    close_old_connections()  # as Django does between two requests

    assert alice_app.get("/vod/getPersonalVideoList").ok
