"""What an operator reads when something behind the pages fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from music.models import Track
from tests.app import App
from tests.music.rows import a_track

TRACKS = "/admin/music/track/"
AWAY = "The database can't answer at the moment"


def away(error: type[Exception] = OperationalError) -> Callable[..., Any]:
    """Make a wrapper for queries that fails as a connection does which is gone."""

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        raise error("server closed the connection unexpectedly")

    return run


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("page", ["/admin/", TRACKS, f"{TRACKS}add/", "/admin/videos/video/review/"])
def test_a_page_without_a_database_says_so(back_office: Client, page: str, error: type[Exception]) -> None:
    with connection.execute_wrapper(away(error)):
        response = back_office.get(f"{page}?x=1")

    assert response.status_code == 500  # at 503, nginx would take the machine out
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    words = response.content.decode()
    assert AWAY in words
    assert "Nothing is changed or lost." in words
    assert f'href="{page}?x=1"' in words


def test_it_says_so_in_the_operators_language(back_office: Client) -> None:
    with connection.execute_wrapper(away()):
        response = back_office.get(TRACKS, headers={"Accept-Language": "zh-CN"})

    assert '<html lang="zh-hans">' in response.content.decode()
    assert "数据库" in response.content.decode()


def test_what_was_being_sent_may_not_be_there(back_office: Client) -> None:
    track = a_track()
    with connection.execute_wrapper(away()):
        response = back_office.post(f"{TRACKS}{track.pk}/change/", {"title": "Another"})

    assert response.status_code == 500
    assert "What you were just sending may not have been saved." in response.content.decode()
    assert Track.objects.get().title == track.title


def test_somebody_who_logs_in_is_told(client: Client, operator: Any) -> None:
    with connection.execute_wrapper(away()):
        response = client.post("/admin/login/", {"username": "olga", "password": "back office 2026"})

    assert response.status_code == 500
    assert AWAY in response.content.decode()


def test_apps_are_told_as_ever(stranger: App) -> None:
    with connection.execute_wrapper(away()):
        answer = stranger.get("/vod/getPersonalVideoList", token="unknown")

    assert (answer.status, answer.code) == (200, "503")
