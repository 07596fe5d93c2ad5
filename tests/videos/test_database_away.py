"""Feeds while the database is away, or goes away just now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from qulive import freshness
from tests.app import App
from tests.videos.rows import recommended

FEED = "/vod/getRecommendVideoList"


def failing(table: str, *, fails: Callable[[], None] = lambda: None) -> Callable[..., Any]:
    """Make a wrapper for queries that lets those of a table fail, as a lost connection does."""

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if table in sql:
            fails()
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    return run


def test_what_was_read_last_is_shown(alice: User, bob_app: App) -> None:
    recommended(2, alice)
    before = bob_app.get(FEED, pageIndex=1, pageSize=10).data
    freshness.versions.expire()

    with connection.execute_wrapper(failing("")):
        assert bob_app.get(FEED, pageIndex=1, pageSize=10).data == before


def test_it_is_shown_even_if_the_feed_has_just_changed(alice: User, bob_app: App) -> None:
    recommended(2, alice)
    before = bob_app.get(FEED, pageIndex=1, pageSize=10).data
    with transaction.atomic():
        freshness.bump("feed")

    with connection.execute_wrapper(failing("videos_")):
        assert bob_app.get(FEED, pageIndex=1, pageSize=10).data == before


def test_a_page_that_nobody_read_before_is_not_there(alice: User, bob_app: App) -> None:
    recommended(2, alice)
    with connection.execute_wrapper(failing("videos_")):
        answer = bob_app.get(FEED, pageIndex=1, pageSize=10)

    assert (answer.status, answer.code) == (200, "503")
    assert answer.message == "The server is busy. Please try again in a moment."


def test_nobody_waits_twice_in_a_row(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [1000.0]
    monkeypatch.setattr(freshness, "monotonic", lambda: moments[-1])
    freshness.versions.expire()

    with connection.execute_wrapper(failing("qulive_version", fails=lambda: moments.append(moments[-1] + 3))):
        for _ in range(3):
            assert freshness.versions["feed"].name == "feed"

    assert len(moments) == 2
