from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tests.app import App
from tests.credentials.conftest import calls
from videos.models import Video

OPERATIONS: dict[str, dict[str, str]] = {
    "getSts": {},
    "getVideoUploadAuth": {"title": "Cat", "fileName": "cat.mp4"},
    "refreshVideoUploadAuth": {"videoId": "unknown"},
    "getImageUploadAuth": {"imageType": "cover"},
    "getVideoPlayAuth": {"videoId": "unknown"},
}
WANT_A_TOKEN = [name for name in OPERATIONS if name != "refreshVideoUploadAuth"]


def assert_closed(app: App, path: str, parameters: dict[str, str]) -> None:
    answer = app.get(path, **parameters)
    assert (answer.status, answer.code) == (200, "403")
    assert answer.message == "Please log in the system!"
    assert not Video.objects.exists()
    assert calls() == 0


@pytest.mark.parametrize("operation", WANT_A_TOKEN)
def test_vod_wants_a_token(stranger: App, operation: str) -> None:
    assert_closed(stranger, f"/vod/{operation}", OPERATIONS[operation])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_vod_wants_a_good_token(db: None, operation: str) -> None:
    assert_closed(App("stale"), f"/vod/{operation}", OPERATIONS[operation])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_open_demo_wants_none(stranger: App, operation: str) -> None:
    assert stranger.get(f"/demo/{operation}", **OPERATIONS[operation]).code in ("200", "404")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("token", ["", "stale"])
def test_a_closed_demo_wants_a_token(db: None, settings: Settings, token: str, operation: str) -> None:
    settings.DEMO_OPEN = False

    assert_closed(App(token), f"/demo/{operation}", OPERATIONS[operation])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_closed_demo_takes_any_users_token(alice_app: App, settings: Settings, operation: str) -> None:
    settings.DEMO_OPEN = False

    assert alice_app.get(f"/demo/{operation}", **OPERATIONS[operation]).code in ("200", "404")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("prefix", ["/vod", "/demo"])
def test_nothing_but_get_and_post_is_taken(alice_app: App, prefix: str, operation: str) -> None:
    response: Any = alice_app.client.put(f"{prefix}/{operation}?token={alice_app.token}")

    assert response.status_code == 405


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_iphones_get_announces_json(stranger: App, operation: str) -> None:
    kind = {"Content-Type": "application/json"}
    response: Any = stranger.client.get(f"/demo/{operation}", OPERATIONS[operation], headers=kind)

    assert response.json()["code"] in ("200", "404")


def test_a_refusal_costs_no_write(alice_app: App, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):  # the versions, the token
        alice_app.get("/vod/getVideoUploadAuth", title="", fileName="cat.exe")
