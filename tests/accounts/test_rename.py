from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from tests.app import App

PATH = "/user/updateUser"


def test_a_user_changes_its_own_name(alice: User, alice_app: App) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 8, 0, tzinfo=UTC), tick=False):
        answer = alice_app.post(PATH, userId=alice.user_id, nickname=" 阿丽 😀 ")

    assert (answer.ok, answer.message, answer.data) == (True, "Modification complete", {})
    alice.refresh_from_db()
    assert alice.nickname == "阿丽 😀"
    assert alice.modified_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_nobody_changes_anothers(alice: User, bob_app: App) -> None:
    answer = bob_app.post(PATH, userId=alice.user_id, nickname="Mallory")

    assert (answer.ok, answer.code) == (False, "403")
    assert answer.message == "You can only change your own name."
    alice.refresh_from_db()
    assert alice.nickname == "Alice"


def test_an_unknown_user_is_not_ones_own(alice_app: App) -> None:
    assert alice_app.post(PATH, userId="1", nickname="Mallory").code == "403"


def test_it_wants_a_token(stranger: App, alice: User) -> None:
    answer = stranger.post(PATH, userId=alice.user_id, nickname="Mallory")

    assert (answer.code, answer.message) == ("403", "Please log in the system!")


def test_it_is_post_only(alice: User, alice_app: App) -> None:
    assert alice_app.get(PATH, userId=alice.user_id, nickname="Ally").status == 405


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "userId: This field is required. nickname: This field is required."),
        ({"userId": "1", "nickname": "  "}, "nickname: This field is required."),
        (
            {"userId": "1", "nickname": "x" * 61},
            "nickname: Ensure this field has no more than 60 characters.",
        ),
        ({"userId": "1", "nickname": "a\0b"}, "nickname: Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(alice_app: App, form: dict[str, str], sentence: str) -> None:
    answer = alice_app.post(PATH, **form)

    assert (answer.code, answer.message) == ("400", sentence)


def test_the_new_name_shows_at_the_next_login(stranger: App, nora: User) -> None:
    app = App(stranger.post("/user/login", username="nora", password="correct-horse-7").data["token"])
    app.post(PATH, userId=nora.user_id, nickname="Eleonora")

    data = stranger.post("/user/login", username="nora", password="correct-horse-7").data
    assert data["nickName"] == "Eleonora"
    assert data["gmtModified"] != ""
