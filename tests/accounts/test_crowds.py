"""A crowd that logs in takes no more than half of a process's threads."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event, Thread
from typing import Any

import pytest
from pytest_django import Settings

from accounts import hashing
from accounts.models import User
from tests.app import App

FORM = {"username": "nora", "password": "wrong"}


@pytest.fixture
def two_threads(settings: Settings) -> Iterator[None]:
    """So that one may be inside, and one in line."""
    settings.THREADS = 2
    hashing.bulkhead.cache_clear()
    yield
    hashing.bulkhead.cache_clear()


def standing_in_line(entered: Event) -> Thread:
    def wait() -> None:
        with hashing.in_turn():
            entered.set()

    thread = Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.usefixtures("two_threads")
@pytest.mark.parametrize("path", ["/user/login", "/user/register"])
def test_beyond_the_line_a_login_is_put_off(stranger: App, monkeypatch: Any, path: str) -> None:
    monkeypatch.setattr(hashing.bulkhead(), "_patience", 10)
    entered = Event()
    with ExitStack() as inside:
        inside.enter_context(hashing.in_turn())
        waiting = standing_in_line(entered)
        while not hashing.bulkhead()._line:
            time.sleep(0.001)
        answer = stranger.post(path, **{**FORM, "password": "a long word 2026"})
    waiting.join()

    assert (answer.status, answer.code) == (429, "429")
    assert answer.http.headers["Retry-After"]
    assert entered.is_set()
    assert not User.objects.exists()


@pytest.mark.usefixtures("two_threads")
def test_afterwards_everybody_may_log_in_again(stranger: App) -> None:
    with hashing.in_turn():
        pass

    assert stranger.post("/user/login", **FORM).code == "401"
