"""Transactions on PostgreSQL, of which BEGIN and some writes go with what comes next."""

import io
from contextlib import suppress

import pytest
from django.db import DataError, Error, close_old_connections, connection, transaction
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INTRANS
from pytest_django import Settings

from accounts.models import User
from qulive.models import Version
from qulive.prepared import insert, update
from tests.test_connection import elsewhere
from tests.videos.rows import a_video
from videos.models import Video

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is no server"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def video(alice: User) -> Video:
    return a_video(alice, title="Harbour")


def rename(video: Video, title: str) -> None:
    """Write a title later."""
    video.title = title
    update(video, ["title"])


def title() -> str:
    return Video.objects.get().title


def title_elsewhere() -> str:
    """What another connection sees."""
    [(found,)] = elsewhere("SELECT title FROM videos_video")
    return str(found)


def status() -> int:
    return int(connection.connection.info.transaction_status)


def test_a_transaction_begins_with_its_first_statement(video: Video) -> None:
    with transaction.atomic():
        assert status() == TRANSACTION_STATUS_IDLE
        assert title() == "Harbour"
        assert status() == TRANSACTION_STATUS_INTRANS
    assert status() == TRANSACTION_STATUS_IDLE


def test_one_without_statements_never_reaches_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with transaction.atomic(), suppress(ZeroDivisionError):
        1 / 0  # noqa: B018
    assert status() == TRANSACTION_STATUS_IDLE


def test_what_was_written_for_later_is_there_after_the_commit(video: Video) -> None:
    with transaction.atomic():
        rename(video, "Pier")
        assert title_elsewhere() == "Harbour"
    assert title_elsewhere() == "Pier"


def test_so_it_is_behind_a_pooler(video: Video, settings: Settings) -> None:
    settings.DATABASE_PREPARED_STATEMENTS = False
    with transaction.atomic():
        rename(video, "100 % pier")
    assert title_elsewhere() == "100 % pier"


def test_the_next_statement_sees_it(video: Video) -> None:
    with transaction.atomic():
        rename(video, "Pier")
        assert title() == "Pier"
        assert title_elsewhere() == "Harbour"


def test_it_is_undone_with_the_rest(video: Video) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        rename(video, "Pier")
        1 / 0  # noqa: B018
    assert title() == "Harbour"


def test_it_is_undone_with_its_savepoint_and_nothing_else_is(video: Video) -> None:
    with transaction.atomic():
        rename(video, "Pier")
        with suppress(ZeroDivisionError), transaction.atomic():
            rename(video, "x" * 1000)  # would be refused
            1 / 0  # noqa: B018
    assert title() == "Pier"


def test_what_is_refused_is_told_at_the_commit_and_undoes_everything(video: Video) -> None:
    def change_both() -> None:
        with transaction.atomic():
            Video.objects.update(description="From the pier")
            rename(video, "x" * 1000)

    with pytest.raises(DataError):
        change_both()

    assert (title(), Video.objects.get().description) == ("Harbour", video.description)


def test_what_is_refused_in_a_savepoint_undoes_only_that(video: Video) -> None:
    with transaction.atomic():
        rename(video, "Pier")
        with suppress(DataError), transaction.atomic():
            rename(video, "x" * 1000)
    assert title() == "Pier"


def test_a_statement_that_cannot_be_read_does_not_let_the_rest_out_of_the_transaction(video: Video) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("SELEKT")
        connection.needs_rollback = False  # somebody goes on all the same
        Video.objects.update(title="Pier")
        1 / 0  # noqa: B018
    assert title() == "Harbour"


def test_rows_read_piece_by_piece_see_it_too(video: Video) -> None:
    with transaction.atomic():
        rename(video, "Pier")
        assert [one.title for one in Video.objects.iterator(chunk_size=1)] == ["Pier"]
        assert title_elsewhere() == "Harbour"
    assert title_elsewhere() == "Pier"


def test_many_statements_at_once_and_copies_are_in_the_transaction_too(video: Video) -> None:
    with suppress(ZeroDivisionError), transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("UPDATE videos_video SET title = %s", [["Pier"], ["Mole"]])
        1 / 0  # noqa: B018
    assert title() == "Harbour"

    with suppress(ZeroDivisionError), transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert("COPY qulive_version (name, number, count) FROM STDIN", io.StringIO("x\t1\t0\n"))
        1 / 0  # noqa: B018
    assert not Version.objects.filter(name="x").exists()


def test_outside_of_a_transaction_it_is_written_at_once(video: Video) -> None:
    rename(video, "Pier")
    assert title_elsewhere() == "Pier"


def test_a_new_row_is_written_later_too(video: Video, alice: User) -> None:
    with transaction.atomic():
        insert(Video(owner=alice, vod_id="b" * 32, title="Second"))
    assert Video.objects.filter(title="Second").exists()


def test_without_autocommit_the_next_transaction_begins_by_itself(video: Video) -> None:
    transaction.set_autocommit(False)
    try:
        for name, ends in (("Pier", transaction.commit), ("Mole", transaction.rollback)):
            Video.objects.update(title=name)
            ends()
    finally:
        transaction.set_autocommit(True)
    assert title() == "Pier"


def test_a_connection_that_broke_before_the_transaction_began_is_replaced(video: Video) -> None:
    connection.connection.close()  # as psycopg2 does of one that falls silent
    with suppress(Error), transaction.atomic():
        title()
    close_old_connections()  # as Django does between two requests

    assert title() == "Harbour"
