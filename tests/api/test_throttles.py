"""How often one client may call what costs us, and who a client is."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from accounts.models import User
from qulive.api.address import address_of
from tests.app import App
from tests.conftest import app_of


@pytest.fixture(autouse=True)
def two_a_minute(settings: Settings) -> Iterator[None]:
    settings.RATES = dict.fromkeys(settings.RATES, "2/min")
    cache.clear()
    yield
    cache.clear()


def test_the_third_guest_of_an_address_has_to_wait(stranger: App, db: None) -> None:
    assert [stranger.get("/user/randomUser").status for _ in range(3)] == [200, 200, 429]


def test_a_refusal_says_when_to_come_back(stranger: App, db: None) -> None:
    for _ in range(2):
        stranger.get("/user/randomUser")

    refusal = stranger.get("/user/randomUser")
    assert (refusal.code, refusal.message) == ("429", "Too many requests. Please wait a moment.")
    assert 1 <= int(refusal.http.headers["Retry-After"]) <= 61
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "path",
    ["/user/login", "/user/register", "/demo/getSts", "/demo/getVideoUploadAuth", "/demo/getVideoPlayAuth"],
)
def test_every_open_door_that_costs_something_is_counted_per_address(
    stranger: App, db: None, path: str
) -> None:
    assert [stranger.get(path).status for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/vod/getSts", "/vod/getVideoUploadAuth", "/vod/getVideoPlayAuth"])
def test_users_behind_one_address_do_not_share_their_count(alice_app: App, bob: User, path: str) -> None:
    assert [alice_app.get(path).status for _ in range(3)] == [200, 200, 429]
    assert app_of(bob).get(path).status == 200


def test_publishing_is_counted(alice_app: App) -> None:
    assert [alice_app.post("/vod/videoPublish").status for _ in range(3)] == [200, 200, 429]


def test_another_devices_claim_to_be_somebody_else_counts_for_nothing(stranger: App, db: None) -> None:
    answers = [
        stranger.client.get("/user/randomUser", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "10.9.8.7"),
        (1, "", "10.9.8.7"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.9.8.7"),
    ],
)
def test_an_address_is_what_our_outermost_proxy_saw(
    rf: RequestFactory, settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.9.8.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == expected
