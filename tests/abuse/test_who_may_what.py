"""Who may do what: a verdict for every operation and every kind of caller. One without a verdict fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.abuse.routes import methods, operations, pages
from tests.app import Answer, App
from tests.conftest import Upload, app_of
from tests.materials.rows import a_font
from tests.music.rows import a_track
from videos.models import Video

IN, OUT, GONE = "200", "403", "404"
CALLERS = ("nobody", "stale", "disabled", "operator", "other", "owner")


@dataclass(frozen=True)
class Verdict:
    """The code that each caller gets, in the order of CALLERS: `operator` is the back office's cookie."""

    codes: tuple[str, ...]
    sends: dict[str, str]


def to_all(code: str = IN, **sends: str) -> list[Verdict]:
    return [Verdict((code,) * len(CALLERS), sends)]


def with_token(others: str = IN, owners: str = IN, **sends: str) -> list[Verdict]:
    return [Verdict((OUT, OUT, OUT, OUT, others, owners), sends)]


# `public`, `hidden` and `fresh` are Alice's videos: in the feed, uploaded only, and not even uploaded.
FILM = {"title": "Cat", "fileName": "cat.mp4"}
DEMO_OPEN: dict[str, list[Verdict]] = {
    "/demo/getSts": to_all(),
    "/demo/getVideoUploadAuth": to_all(**FILM),
    "/demo/getImageUploadAuth": to_all(imageType="cover"),
    "/demo/getVideoList": to_all(),
    "/demo/getVideoPlayAuth": to_all(videoId="public") + to_all(GONE, videoId="hidden"),
    "/demo/refreshVideoUploadAuth": to_all(videoId="fresh") + to_all(GONE, videoId="hidden"),
}
DEMO_CLOSED: dict[str, list[Verdict]] = {
    "/demo/getSts": with_token(),
    "/demo/getVideoUploadAuth": with_token(**FILM),
    "/demo/getImageUploadAuth": with_token(imageType="cover"),
    "/demo/getVideoList": with_token(),
    "/demo/getVideoPlayAuth": with_token(videoId="public") + with_token(GONE, videoId="hidden"),
    "/demo/refreshVideoUploadAuth": with_token(GONE, videoId="fresh"),
}
VERDICTS: dict[str, list[Verdict]] = {
    "/user/randomUser": to_all(),
    "/user/login": to_all(username="nora", password="correct-horse-7"),
    "/user/register": to_all(username="rita", password="correct-horse-8"),
    "/user/updateUser": with_token(OUT, userId="owner", nickname="Eve"),
    "/vod/getSts": with_token(),
    "/vod/getVideoUploadAuth": with_token(**FILM),
    "/vod/getImageUploadAuth": with_token(imageType="cover"),
    "/vod/refreshVideoUploadAuth": [
        # The Android app refreshes without its token, but a bad one is no token.
        Verdict((IN, OUT, OUT, IN, GONE, IN), {"videoId": "fresh"}),
        Verdict((GONE, OUT, OUT, GONE, GONE, IN), {"videoId": "public"}),
    ],
    "/vod/getVideoPlayAuth": with_token(videoId="public") + with_token(GONE, videoId="hidden"),
    "/vod/videoPublish": with_token(OUT, videoId="hidden"),
    "/vod/deleteVideoById": with_token(OUT, videoId="public"),
    "/vod/getPersonalVideoList": with_token(),
    "/vod/getRecommendVideoList": with_token(),
    "/vod/getRecommendLiveList": with_token(),
    "/vodVideo/getVideoById": to_all(videoId="public") + to_all(GONE, videoId="hidden"),
    "/music/getRecommendMusic": to_all(),
    "/music/getPlayPath": to_all(musicId="Q100"),
    "/resource/getPasterInfo": to_all(),
    "/resource/getPasterList": to_all(pasterId="1"),
    "/resource/getFrontPasterList": to_all(),
    "/resource/getTextPaster": to_all(),
    "/resource/getTextPasterList": to_all(textPasterId="1"),
    "/resource/getMv": to_all(),
    "/resource/getFont": to_all(fontId="52"),
    "/resource/getMotionFilter": to_all(),
    "/resource/getTransitions": to_all(),
    # VOD's signature opens it, and nothing that an app or an operator has.
    "/vodcallback/callback": to_all(OUT),
    **DEMO_OPEN,
}
# What people open in a browser, and what a stranger gets there.
PAGES = {
    "/td.html": 200,
    "/api/schema/": 200,
    "/api/docs/": 200,
    "/api/catalog.schema.json": 200,
    "/media/<path:name>": 404,
    "/music/play/<str:music_id>/<int:expires>/<str:signature>": 404,
    "/i18n/setlang/": 302,
    "/admin": 302,
    "/": 200,
}


FILMS = {"public", "hidden", "fresh", "owner"}


@pytest.fixture
def films(alice_app: App, upload: Upload, publish: Upload) -> dict[str, str]:
    fresh = alice_app.get("/vod/getVideoUploadAuth", **FILM).data["videoId"]
    return {
        "public": publish(alice_app).vod_id,
        "hidden": upload(alice_app).vod_id,
        "fresh": fresh,
        "owner": alice_app.user_id,
    }


@pytest.fixture
def callers(alice_app: App, bob_app: App, back_office: Client) -> dict[str, App]:
    disabled = User.objects.create_user("dan", is_active=False)
    staff = App()
    staff.client = back_office
    User.objects.create_user("nora", password="correct-horse-7")
    a_track(music_id="Q100")
    a_font(pk=52)
    return {
        "nobody": App(),
        "stale": App("a-token-of-another-server"),
        "disabled": app_of(disabled),
        "operator": staff,
        "other": bob_app,
        "owner": alice_app,
    }


def ask(app: App, path: str, films: dict[str, str], sends: dict[str, str]) -> Answer:
    parameters = {name: films.get(value, value) for name, value in sends.items()}
    return app.get(path, **parameters) if "get" in methods(path) else app.post(path, **parameters)


def answers(path: str, callers: dict[str, App], films: dict[str, str], verdict: Verdict) -> Iterator[str]:
    for name in CALLERS:
        User.objects.filter(username="rita").delete()
        yield ask(callers[name], path, films, verdict.sends).code


def test_every_operation_has_a_verdict() -> None:
    assert set(operations()) == set(VERDICTS)


def test_every_page_has_a_verdict() -> None:
    # `/` stands for two: the preview page, and whatever there is nothing at.
    assert set(pages()) == set(PAGES)


@pytest.mark.parametrize("path", VERDICTS)
def test_each_caller_gets_what_is_theirs(
    callers: dict[str, App], request: pytest.FixtureRequest, path: str
) -> None:
    about_films = any(FILMS & set(verdict.sends.values()) for verdict in VERDICTS[path])
    films = request.getfixturevalue("films") if about_films else {}
    for verdict in VERDICTS[path]:
        given = tuple(answers(path, callers, films, verdict))
        assert dict(zip(CALLERS, given, strict=True)) == dict(zip(CALLERS, verdict.codes, strict=True))


@pytest.mark.parametrize("path", DEMO_CLOSED)
def test_a_closed_demo_is_no_way_around(
    callers: dict[str, App], films: dict[str, str], settings: Settings, path: str
) -> None:
    settings.DEMO_OPEN = False
    for verdict in DEMO_CLOSED[path]:
        assert tuple(answers(path, callers, films, verdict)) == verdict.codes


@pytest.mark.parametrize("path", VERDICTS)
@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_no_operation_takes_another_method(alice_app: App, path: str, method: str) -> None:
    answer: Any = getattr(alice_app.client, method)(f"{path}?token={alice_app.token}")

    assert answer.status_code == 405
    assert method == "trace" or answer.json()["code"] == "405"


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_a_stranger_opens_the_pages_that_are_for_everybody(
    client: Client, db: None, path: str, status: int
) -> None:
    assert client.get(filled(path)).status_code == status


@pytest.mark.parametrize("path", PAGES.keys() - {"/i18n/setlang/", "/admin"})
@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_they_are_only_for_reading(db: None, path: str, method: str) -> None:
    answer: Any = getattr(Client(enforce_csrf_checks=True), method)(filled(path))

    assert (answer.status_code, answer.json()["code"]) == (405, "405")
    assert answer.headers["Content-Type"] == "application/json"


def filled(path: str) -> str:
    """An address of this route at which nothing is."""
    page = path.replace("<path:name>", "nothing.png")
    return page.replace("<str:music_id>/<int:expires>/<str:signature>", "Q1/1/x")


def test_nothing_that_was_refused_left_a_trace(callers: dict[str, App], films: dict[str, str]) -> None:
    before = list(Video.objects.order_by("pk").values())
    for path in ("/vod/videoPublish", "/vod/deleteVideoById"):
        for name in CALLERS[:-1]:
            for film in ("public", "hidden", "fresh"):
                assert ask(callers[name], path, films, {"videoId": film}).code == OUT

    assert list(Video.objects.order_by("pk").values()) == before
