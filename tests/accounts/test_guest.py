import hashlib
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.staticfiles import finders
from pytest_django import Settings

from accounts.models import User
from accounts.services import AVATAR_COUNT
from tests.app import App

PATH = "/user/randomUser"
AT = datetime(2026, 3, 1, 20, 30, 15, 987654, tzinfo=UTC)
LIVE_URLS = ("pushUrl", "playFlv", "playHls")


@pytest.fixture
def live(settings: Settings) -> Settings:
    settings.LIVE_PUSH_DOMAIN, settings.LIVE_PUSH_KEY = "push.example.com", "push key"
    settings.LIVE_PLAY_DOMAIN, settings.LIVE_PLAY_KEY = "play.example.com", "play key"
    return settings


def test_a_guest_is_told_who_it_is(stranger: App) -> None:
    data = stranger.get(PATH).data

    assert set(data) == {
        *("id", "userId", "nickName", "avatarUrl", "avatar", "gmtCreate", "gmtModified", "token"),
        *LIVE_URLS,
    }
    assert all(isinstance(value, str) for value in data.values())


def test_a_guest_is_a_row(stranger: App) -> None:
    data = stranger.get(PATH).data

    user = User.objects.get()
    assert (data["id"], data["userId"]) == (str(user.pk), user.user_id)
    assert data["nickName"] == user.nickname
    assert user.is_guest
    assert not user.has_usable_password()


def test_ids_are_digits(stranger: App) -> None:
    data = stranger.get(PATH).data

    assert data["id"].isdigit()
    assert data["userId"].isdigit()
    assert len(data["userId"]) == 13


def test_the_avatar_is_an_absolute_url_of_a_file_of_ours(stranger: App) -> None:
    data = stranger.get(PATH).data

    path = urlsplit(data["avatarUrl"]).path
    assert data["avatar"] == data["avatarUrl"] == f"http://testserver{path}"
    assert finders.find(path.removeprefix("/static/"))


def test_every_avatar_that_a_guest_may_get_exists() -> None:
    assert all(finders.find(f"accounts/avatars/{n:02d}.png") for n in range(1, AVATAR_COUNT + 1))


def test_times_are_shanghais_without_fractions(stranger: App) -> None:
    with time_machine.travel(AT, tick=False):
        data = stranger.get(PATH).data

    assert data["gmtCreate"] == "2026-03-02 04:30:15"
    assert data["gmtModified"] == ""


def test_the_token_opens_the_guests_own_paths(stranger: App) -> None:
    data = stranger.get(PATH).data

    assert App(data["token"]).post("/user/updateUser", userId=data["userId"], nickname="Mia").ok
    assert User.objects.get().nickname == "Mia"


def test_every_call_makes_another_guest(stranger: App) -> None:
    first, second = stranger.get(PATH).data, stranger.get(PATH).data

    assert first["userId"] != second["userId"]
    assert first["token"] != second["token"]
    assert User.objects.count() == 2


def test_it_works_by_post_too(stranger: App) -> None:
    assert stranger.post(PATH, PACKAGE_NAME="com.aliyun.apsara.svideo").ok


def test_a_stale_token_is_not_looked_at(db: None) -> None:
    assert App("stale").get(PATH).ok


def test_nobody_keeps_a_copy(stranger: App) -> None:
    assert stranger.get(PATH).http.headers["Cache-Control"] == "no-store"


def test_without_live_domains_there_are_no_live_urls(stranger: App) -> None:
    data = stranger.get(PATH).data

    assert [data[name] for name in LIVE_URLS] == ["", "", ""]


def test_one_live_domain_is_not_enough(stranger: App, live: Settings) -> None:
    live.LIVE_PLAY_DOMAIN = ""
    data = stranger.get(PATH).data

    assert [data[name] for name in LIVE_URLS] == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "base", "ending", "key"),
    [
        ("pushUrl", "rtmp://push.example.com", "", "push key"),
        ("playFlv", "https://play.example.com", ".flv", "play key"),
        ("playHls", "https://play.example.com", ".m3u8", "play key"),
    ],
)
@pytest.mark.usefixtures("live")
def test_live_urls_are_signed(stranger: App, name: str, base: str, ending: str, key: str) -> None:
    with time_machine.travel(AT, tick=False):
        data = stranger.get(PATH).data

    path = f"/live/{data['userId']}{ending}"
    stamp = f"{int(AT.timestamp())}-0-0"
    signature = hashlib.md5(f"{path}-{stamp}-{key}".encode()).hexdigest()  # noqa: S324 - Alibaba's choice
    assert data[name] == f"{base}{path}?auth_key={stamp}-{signature}"


def test_a_domain_without_a_key_is_not_signed(stranger: App, live: Settings) -> None:
    live.LIVE_PLAY_KEY = ""
    data = stranger.get(PATH).data

    assert data["playFlv"] == f"https://play.example.com/live/{data['userId']}.flv"
    assert "auth_key" in data["pushUrl"]
