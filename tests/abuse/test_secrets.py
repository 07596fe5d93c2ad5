"""Secrets are marked, every operation is driven with them, and everything that was written is searched."""

import base64
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from qulive.api.logs import PLAY_PATH
from tests.abuse.routes import methods, operations
from tests.abuse.written import console_at_debug, pages_of, tables
from tests.app import App
from tests.callbacks import bodies
from tests.callbacks.conftest import PATH, signed
from tests.conftest import run_tasks
from tests.music.rows import a_track
from tests.videos.conftest import line
from tests.videos.line import Line

__all__ = ["line"]  # a fixture of theirs that is ours too

PASSWORD = "marked-password-7"
CALLBACK_KEY = "MarkedCallbackKey"
LIVE_KEY = "marked-live-key"
# What is secret of an answer, whatever operation gave it.
SECRET_FIELDS = ("token", "accessKeySecret", "securityToken", "uploadAuth", "playAuth")
# Enough for any operation to do its work.
PARAMETERS = {
    "username": "nora", "password": PASSWORD, "title": "Cat", "fileName": "cat.mp4", "imageType": "cover",
    "musicId": "Q100", "pasterId": "1", "textPasterId": "1", "fontId": "1", "nickname": "Nora",
}  # fmt: skip


@dataclass
class Marks:
    """The secrets that must not be found anywhere."""

    found: set[str] = field(default_factory=set)

    def take(self, data: dict[str, Any]) -> None:
        """Take in what is secret of an answer."""
        self.found |= {str(data[name]) for name in SECRET_FIELDS if data.get(name)}
        if "uploadAuth" in data:
            keys = json.loads(base64.b64decode(data["uploadAuth"]))
            self.found |= {keys["AccessKeySecret"], keys["SecurityToken"]}
        for name in ("pushUrl", "playFlv", "playHls"):
            self.found |= {data[name].partition("auth_key=")[2]} if data.get(name) else set()
        if "playPath" in data:
            self.found.add(data["playPath"].rpartition("/")[2])

    def in_text(self, text: str) -> set[str]:
        return {mark for mark in self.found if mark in text}


@pytest.fixture
def marks(settings: Settings, alice_app: App) -> Marks:
    settings.VOD_CALLBACK_KEYS = [CALLBACK_KEY]
    settings.LIVE_PUSH_DOMAIN, settings.LIVE_PUSH_KEY = "push.example.com", LIVE_KEY
    settings.LIVE_PLAY_DOMAIN, settings.LIVE_PLAY_KEY = "play.example.com", LIVE_KEY
    User.objects.create_user("nora", password=PASSWORD)
    a_track(music_id="Q100", audio=ContentFile(b"ID3", name="tide.mp3"))
    secrets = {
        PASSWORD, "wrong-marked-password", CALLBACK_KEY, LIVE_KEY, alice_app.token, "a-stale-marked-token",
        settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET, settings.SECRET_KEY,
    }  # fmt: skip
    return Marks(secrets)


def drive_everything(app: App, marks: Marks) -> set[str]:
    """Call every operation in every way it takes; return the codes that came."""
    app.client.raise_request_exception = False
    film, codes = "unknown", set()
    secrets = ((app.token, PASSWORD), ("a-stale-marked-token", "wrong-marked-password"))
    for path, (token, password) in product(operations(), secrets):
        for method in methods(path) if path != PATH else ():
            sent = {
                **PARAMETERS,
                "token": token,
                "password": password,
                "userId": app.user_id,
                "videoId": film,
            }
            answer: Any = getattr(app.client, method)(path, sent)
            body = answer.json()
            codes.add(body["code"])
            if isinstance(body["data"], dict):
                marks.take(body["data"])
                film = body["data"].get("videoId", film)
    call_back(app.client, marks, film)
    return codes


def call_back(client: Client, marks: Marks, film: str) -> None:
    """Tell of an event with VOD's signature, and once more with one that is too old."""
    headers = signed(key=CALLBACK_KEY)
    marks.found.add(headers["X-VOD-SIGNATURE"])
    for timestamp in (headers["X-VOD-TIMESTAMP"], "1500000000"):
        sent = {**headers, "X-VOD-TIMESTAMP": timestamp}
        client.post(PATH, bodies.review(film), content_type="application/json", headers=sent)


@pytest.fixture(
    params=["all is well", "a cloud in trouble", "a cloud that refuses", "bugs", "bugs of a laptop"]
)
def weather(request: pytest.FixtureRequest, line: Line, settings: Settings) -> Iterator[str]:
    settings.DEBUG = request.param == "bugs of a laptop"
    if request.param == "a cloud in trouble":
        line.throttle()
    if request.param == "a cloud that refuses":
        line.refuse(code="InvalidAccessKeyId.NotFound", status=404)
    with bug() if "bugs" in request.param else nullcontext():
        yield request.param


def bug(*, at: str | tuple[str, ...] = ("INSERT", "UPDATE")) -> Any:
    """A bug that quotes what it was doing just then."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        if sql.startswith(at):
            raise RuntimeError(f"https://vod.example.com/?Signature={LIVE_KEY} password={PASSWORD!r} {sql}")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(fail)


def test_nothing_that_is_written_holds_a_secret(
    alice_app: App, marks: Marks, weather: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with console_at_debug() as console:
        codes = drive_everything(alice_app, marks)
        if "bugs" not in weather:
            run_tasks()

    assert ("500" in codes) == ("bugs" in weather)
    assert len(marks.found) > 15 or weather != "all is well"
    assert not marks.in_text(console.getvalue())
    assert not marks.in_text("".join(capfd.readouterr()))
    if "bugs" not in weather:
        assert not marks.in_text(tables())


def test_no_page_of_the_back_office_shows_a_secret(alice_app: App, marks: Marks, back_office: Client) -> None:
    drive_everything(alice_app, marks)
    # A track's page has such a path of its own, with which an operator hears it.
    office = PLAY_PATH.sub("", "\n".join(pages_of(back_office)))

    assert not marks.in_text(office)


def test_the_openapi_document_has_no_secret(client: Client, marks: Marks, settings: Settings) -> None:
    assert not marks.in_text(client.get("/api/schema/").content.decode())


@pytest.mark.parametrize("accept", ["text/html", "text/plain"])
def test_a_laptops_error_page_shows_no_parameter_and_no_variable(
    client: Client, marks: Marks, settings: Settings, accept: str
) -> None:
    settings.DEBUG = True
    settings.CACHES = {**settings.CACHES, "spare": {"LOCATION": f"redis://:{PASSWORD}@127.0.0.1/0"}}
    client.raise_request_exception = False
    client.cookies["sessionid"] = "marked-session"
    marks.found.add("marked-session")
    with bug(at="SELECT"):
        page: Any = client.get("/", {"id": "84", "token": "a-stale-marked-token"}, headers={"Accept": accept})

    text = page.content.decode()
    assert (page.status_code, "RuntimeError" in text) == (500, True)
    assert "materials/pages.py" in text
    assert not marks.in_text(text)
