"""The statements that PostgreSQL plans once for each connection."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from qulive.statement import PLANS_MOST
from tests.app import App

LIST = "/vod/getPersonalVideoList"

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its plans by itself"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _fresh_connection(alice_app: App) -> None:
    connection.close()


@contextmanager
def planning(expected: int) -> Iterator[None]:
    """Expect so many plans of the list; there is one of the token too."""
    with CaptureQueriesContext(connection) as queries:
        yield
    said = [query["sql"] for query in queries]
    assert sum("PREPARE" in one and "videos_video" in one for one in said) == expected, said


def test_a_list_is_planned_once(alice_app: App) -> None:
    with planning(1):
        assert all(alice_app.get(LIST).ok for _ in range(3))


def test_another_connection_plans_it_anew(alice_app: App) -> None:
    for _ in range(2):
        with planning(1):
            assert alice_app.get(LIST).ok
        connection.close()


def test_nothing_is_planned_behind_a_pooler(alice_app: App, settings: Settings) -> None:
    settings.DATABASE_PREPARED_STATEMENTS = False

    with planning(0):
        assert alice_app.get(LIST).ok


def test_an_app_cannot_have_the_server_keep_more_and_more_plans(alice_app: App) -> None:
    for size in range(1, 51):
        for page in (1, 2, 3):
            assert alice_app.get(LIST, pageIndex=page, pageSize=size).ok

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
        [(kept,)] = cursor.fetchall()
    assert 0 < kept <= PLANS_MOST


def test_a_column_of_another_type_is_no_trouble_to_a_list(alice_app: App) -> None:
    assert alice_app.get(LIST).ok
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE videos_video ALTER COLUMN title TYPE varchar(129)")
    try:
        assert alice_app.get(LIST).ok
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE videos_video ALTER COLUMN title TYPE varchar(128)")
