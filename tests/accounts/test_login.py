import base64
import hashlib

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessToken, User
from tests.accounts.conftest import PASSWORD
from tests.app import App

PATH = "/user/login"


def test_a_login_answers_the_token_and_the_user(stranger: App, nora: User) -> None:
    answer = stranger.post(PATH, username="nora", password=PASSWORD)

    assert answer.ok
    assert (answer.data["userId"], answer.data["nickName"]) == (nora.user_id, "Nora")
    assert AccessToken.objects.get().user == nora
    assert App(answer.data["token"]).get("/vod/getPersonalVideoList").ok


@pytest.mark.parametrize("spelling", ["username", "userName"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_both_spellings_and_both_methods_work(stranger: App, nora: User, method: str, spelling: str) -> None:
    assert getattr(stranger, method)(PATH, **{spelling: "nora", "password": PASSWORD}).ok


def test_a_wrong_name_and_a_wrong_password_look_the_same(stranger: App, nora: User) -> None:
    wrong_name = stranger.post(PATH, username="nobody", password=PASSWORD)
    wrong_password = stranger.post(PATH, username="nora", password="wrong")

    same = {"result": "false", "code": "401", "message": "The user name or the password is wrong."}
    assert wrong_name.body == {**same, "data": None, "requestId": wrong_name.body["requestId"]}
    assert wrong_password.body == {**same, "data": None, "requestId": wrong_password.body["requestId"]}
    assert not AccessToken.objects.exists()


def test_an_operator_logs_in_at_the_admin_and_not_here(stranger: App, operator: User) -> None:
    answer = stranger.post(PATH, username="olga", password="back office 2026")

    assert (answer.code, answer.message) == ("401", "The user name or the password is wrong.")
    form = {"username": "olga", "password": "back office 2026"}
    assert Client().post("/admin/login/", form).status_code == 302


def test_a_disabled_user_stays_out(stranger: App, nora: User) -> None:
    User.objects.update(is_active=False)

    assert stranger.post(PATH, username="nora", password=PASSWORD).code == "401"


def test_a_guest_has_no_password(stranger: App) -> None:
    guest = User.objects.get(user_id=stranger.get("/user/randomUser").data["userId"])

    assert stranger.post(PATH, username=guest.username, password=guest.password).code == "401"


def test_an_old_servers_password_still_counts(stranger: App, nora: User) -> None:
    raw = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), b"q3DUNx0Z2mQA", 100_000)
    old = f"pbkdf2_sha256$100000$q3DUNx0Z2mQA${base64.b64encode(raw).decode()}"
    User.objects.update(password=old)

    assert stranger.post(PATH, username="nora", password=PASSWORD).ok
    assert stranger.post(PATH, username="nora", password="wrong").code == "401"
    assert User.objects.get().password != old  # written anew in the hasher of today


def test_a_login_leaves_earlier_tokens_alone(stranger: App, nora: User) -> None:
    first = stranger.post(PATH, username="nora", password=PASSWORD).data["token"]
    second = stranger.post(PATH, username="nora", password=PASSWORD).data["token"]

    assert first != second
    assert App(first).get("/vod/getPersonalVideoList").ok
    assert App(second).get("/vod/getPersonalVideoList").ok


def test_a_stale_token_does_not_stand_in_the_way(nora: User) -> None:
    assert App("stale").post(PATH, username="nora", password=PASSWORD).ok


def test_a_login_costs_the_same_whatever_tokens_there_are(
    stranger: App, nora: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(10):
        AccessToken.objects.issue(nora)

    # Failures counted and forgiven (4), the user, their last login, the token and those beyond the cap.
    with django_assert_max_num_queries(8):
        stranger.post(PATH, username="nora", password=PASSWORD)


def test_nobody_keeps_a_copy(stranger: App, nora: User) -> None:
    for password in (PASSWORD, "wrong"):
        answer = stranger.get(PATH, username="nora", password=password)
        assert answer.http.headers["Cache-Control"] == "no-store"
