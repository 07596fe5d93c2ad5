"""Only VOD may post: by the key it shares with us, and just now."""

import pytest
from pytest_django import Settings

from callbacks.models import Receipt
from tests.callbacks.bodies import image_upload
from tests.callbacks.conftest import Post, signature, signed

KEY = "SandboxCallbackKey2026"


def test_the_documents_own_example_verifies() -> None:
    url = "https://www.example.com/your/callback"

    assert signature(url, "1519375990", "test123") == "c72b60894140fa98920f1279219b7ed4"


def test_the_documents_own_example_is_accepted_in_its_own_second(
    post: Post, settings: Settings, time_machine: object
) -> None:
    time_machine.move_to(1519375990)  # type: ignore[attr-defined]
    settings.VOD_CALLBACK_URL = "https://www.example.com/your/callback"
    settings.VOD_CALLBACK_KEYS = ["test123"]
    headers = {
        "X-VOD-TIMESTAMP": "1519375990",
        "X-VOD-SIGNATURE": "c72b60894140fa98920f1279219b7ed4",
    }

    assert post(image_upload(), headers).status_code == 200


def test_a_signed_event_is_kept(post: Post) -> None:
    answer = post(image_upload())

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert Receipt.objects.get().event_type == "ImageUploadComplete"


@pytest.mark.parametrize(
    "change",
    [
        {"X-VOD-SIGNATURE": "0" * 32},
        {"X-VOD-SIGNATURE": ""},
        {"X-VOD-SIGNATURE": "é" * 32},
        {"X-VOD-TIMESTAMP": ""},
        {"X-VOD-TIMESTAMP": "soon"},
        {"X-VOD-TIMESTAMP": "1" * 11},
        {"X-VOD-TIMESTAMP": "-123456789"},
    ],
    ids=str,
)
def test_a_wrong_signature_is_refused(post: Post, change: dict[str, str]) -> None:
    answer = post(image_upload(), {**signed(), **change})

    assert answer.status_code == 403
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("missing", ["X-VOD-SIGNATURE", "X-VOD-TIMESTAMP"])
def test_a_missing_header_is_refused(post: Post, missing: str) -> None:
    headers = signed()
    del headers[missing]

    assert post(image_upload(), headers).status_code == 403


@pytest.mark.parametrize(("age", "status"), [(290, 200), (310, 403), (-290, 200), (-310, 403)])
def test_an_event_must_be_of_now(post: Post, age: int, status: int) -> None:
    assert post(image_upload(), signed(age=age)).status_code == status


def test_another_timestamp_needs_another_signature(post: Post) -> None:
    mixed = {**signed(age=100), "X-VOD-TIMESTAMP": signed()["X-VOD-TIMESTAMP"]}

    assert post(image_upload(), mixed).status_code == 403


@pytest.mark.parametrize(("key", "status"), [("New2026", 200), ("Old2025", 200), ("Older2024", 403)])
def test_two_keys_hold_while_they_are_changed(post: Post, settings: Settings, key: str, status: int) -> None:
    settings.VOD_CALLBACK_KEYS = ["New2026", "Old2025"]

    assert post(image_upload(), signed(key=key)).status_code == status


def test_without_keys_vod_signs_nothing(post: Post, settings: Settings) -> None:
    settings.VOD_CALLBACK_KEYS = []

    assert post(image_upload(), {}).status_code == 200


def test_it_is_the_configured_url_that_is_signed(post: Post, settings: Settings) -> None:
    headers = signed()
    settings.VOD_CALLBACK_URL = "https://app.example.com/vodcallback/callback"

    assert post(image_upload(), headers).status_code == 403


def test_a_refusal_does_not_tell_the_right_signature(post: Post) -> None:
    answer = post(image_upload(), {**signed(), "X-VOD-SIGNATURE": "0" * 32})

    assert signed()["X-VOD-SIGNATURE"] not in answer.content.decode()
    assert answer.json()["code"] == "403"
