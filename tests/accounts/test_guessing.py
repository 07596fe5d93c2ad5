"""Guessing passwords: at the app's login and at the back office's."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.app import App

PASSWORD = "correct-horse-7"


@pytest.fixture(autouse=True)
def three_failures(settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3


@pytest.fixture
def carol(db: None) -> User:
    return User.objects.create_user("carol", password=PASSWORD)


@pytest.fixture
def olga(db: None) -> User:
    return User.objects.create_superuser("olga", password=PASSWORD)


def guess(app: App, times: int, name: str = "carol") -> list[int]:
    return [app.post("/user/login", username=name, password=f"wrong-{n}").status for n in range(times)]


def test_after_three_failures_not_even_the_right_password_opens(carol: User, stranger: App) -> None:
    assert guess(stranger, 3)[-1] == 429

    answer = stranger.post("/user/login", username="carol", password=PASSWORD)
    assert (answer.status, answer.code) == (429, "429")
    assert int(answer.http.headers["Retry-After"]) > 0


def test_a_name_that_does_not_exist_is_locked_alike(stranger: App, db: None) -> None:
    assert guess(stranger, 4, "nobody")[-1] == 429


def test_the_victim_still_comes_in_from_elsewhere(carol: User, stranger: App) -> None:
    guess(stranger, 4)

    elsewhere = App()
    elsewhere.client = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/user/login", username="carol", password=PASSWORD).ok


def test_an_office_is_not_locked_out_by_one_of_it(carol: User, olga: User, stranger: App) -> None:
    guess(stranger, 4, "mallory")

    assert stranger.post("/user/login", username="carol", password=PASSWORD).ok


def test_a_success_forgives_the_failures_before(carol: User, stranger: App) -> None:
    for _ in range(3):
        assert guess(stranger, 2) == [200, 200]
        assert stranger.post("/user/login", username="carol", password=PASSWORD).ok


def test_an_operators_password_cannot_be_tried_out_here(olga: User, stranger: App) -> None:
    answers = [stranger.post("/user/login", username="olga", password=PASSWORD) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[0].code == "401"


def test_the_back_office_says_that_it_is_locked(olga: User, client: Client) -> None:
    for n in range(3):
        page: Any = client.post("/admin/login/", {"username": "olga", "password": f"wrong-{n}"})
    page = client.post("/admin/login/", {"username": "olga", "password": PASSWORD})

    assert page.status_code == 200
    assert "Too many failed logins from here. Please try again in a while." in page.content.decode()
    assert client.get("/admin/").status_code == 302


def test_what_is_written_down_of_a_failure_holds_no_password(carol: User, stranger: App, db: None) -> None:
    stranger.get("/user/login", username="carol", password="s3cret-in-the-query")
    stranger.post("/user/login", username="carol", password="s3cret-in-the-form")

    kept = [f"{row.get_data}{row.post_data}{row.path_info}" for row in AccessAttempt.objects.all()]
    assert kept
    assert "s3cret" not in "".join(kept)
