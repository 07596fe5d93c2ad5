import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.forms import model_to_dict
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AccessToken, User
from tests.app import App

# Wants a token, and asks the database for nothing else.
PATH = "/vod/getRecommendLiveList"
OPEN_PATHS = [
    "/user/randomUser",
    "/demo/getSts",
    "/demo/getVideoList",
    "/music/getRecommendMusic",
    "/resource/getMv",
]


def assert_refused(app: App) -> None:
    answer = app.get(PATH)
    assert (answer.status, answer.ok, answer.code) == (200, False, "403")
    assert answer.message == "Please log in the system!"
    assert answer.data is None


@pytest.fixture
def token(alice: User) -> str:
    return AccessToken.objects.issue(alice)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token", "TOKEN"])
def test_a_token_rides_in_a_header(client: Client, token: str, scheme: str) -> None:
    response = client.get(PATH, headers={"Authorization": f"{scheme} {token}"})

    assert response.json()["code"] == "200"


def test_a_token_rides_in_the_query(token: str) -> None:
    assert App(token).get(PATH).ok


def test_a_token_rides_in_a_form(alice: User, token: str) -> None:
    assert App(token).post("/user/updateUser", userId=alice.user_id, nickname="Ally").ok


def test_a_token_rides_in_a_posts_query(alice: User, client: Client, token: str) -> None:
    form = {"userId": alice.user_id, "nickname": "Ally"}
    response = client.post(f"/user/updateUser?token={token}", form)

    assert response.json()["code"] == "200"


def test_a_token_rides_in_json(alice: User, client: Client, token: str) -> None:
    form = {"token": token, "userId": alice.user_id, "nickname": "Ally"}
    response = client.post("/user/updateUser", form, content_type="application/json")

    assert response.json()["code"] == "200"


@pytest.mark.parametrize("blank", ["?token=", "?token=%20", "?"])
def test_a_blank_token_is_no_token(alice: User, client: Client, token: str, blank: str) -> None:
    form = {"token": token, "userId": alice.user_id, "nickname": "Ally"}

    assert client.post(f"/user/updateUser{blank}", form).json()["code"] == "200"


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer  ", "nonsense"])
def test_other_authorizations_are_no_token(client: Client, token: str, header: str) -> None:
    response = client.get(PATH, {"token": token}, headers={"Authorization": header})

    assert response.json()["code"] == "200"


def test_without_a_token_nobody_comes_in(stranger: App) -> None:
    assert_refused(stranger)


@pytest.mark.parametrize("bad", ["null", "undefined", "x" * 10_000, "a\0b", "阿丽", "' or 1=1 --"])
def test_a_bad_token_opens_nothing(alice: User, bad: str) -> None:
    assert_refused(App(bad))


def test_the_digest_is_no_token(token: str) -> None:
    assert_refused(App(AccessToken.objects.get().digest))


def test_a_revoked_token_opens_nothing(token: str, back_office: Client) -> None:
    row = AccessToken.objects.get()
    back_office.post(f"/admin/accounts/user/{row.user_id}/press/revoke_token/", {"value": row.pk})

    assert not AccessToken.objects.exists()
    assert_refused(App(token))


def test_a_disabled_users_token_opens_nothing(alice: User, token: str) -> None:
    User.objects.update(is_active=False)

    assert_refused(App(token))


def test_a_token_lives_for_ever_unless_asked_not_to(token: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=10_000)):
        assert App(token).get(PATH).ok


def test_a_token_may_expire(alice: User, settings: Settings) -> None:
    settings.TOKEN_MAX_AGE = timedelta(days=30)
    app = App(AccessToken.objects.issue(alice))
    issued = timezone.now()

    with time_machine.travel(issued + timedelta(days=29, hours=23)):
        assert app.get(PATH).ok
    with time_machine.travel(issued + timedelta(days=30, seconds=1)):
        assert_refused(app)


@pytest.mark.parametrize("path", OPEN_PATHS)
def test_a_stale_token_is_ignored_where_none_is_needed(db: None, path: str) -> None:
    assert App("stale").get(path).ok


@pytest.mark.parametrize("path", OPEN_PATHS)
def test_an_odd_header_is_ignored_where_none_is_needed(db: None, client: Client, path: str) -> None:
    assert client.get(path, headers={"Authorization": "Bearer stale"}).json()["code"] == "200"


def test_a_token_is_url_safe_and_long(token: str) -> None:
    assert len(token) >= 40
    assert all(letter.isalnum() or letter in "-_" for letter in token)
    assert token.isascii()


def test_a_token_is_stored_as_its_digest_only(token: str) -> None:
    row = AccessToken.objects.get()

    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(model_to_dict(row))
    assert token not in repr(row)


def test_tokens_of_one_user_coexist(alice: User) -> None:
    apps = [App(AccessToken.objects.issue(alice)) for _ in range(3)]

    assert all(app.get(PATH).ok for app in apps)


def test_beyond_the_cap_the_oldest_token_goes(alice: User, bob_app: App, settings: Settings) -> None:
    settings.TOKENS_PER_USER = 3
    apps = [App(AccessToken.objects.issue(alice)) for _ in range(4)]

    assert_refused(apps[0])
    assert all(app.get(PATH).ok for app in apps[1:])
    assert bob_app.get(PATH).ok


def test_to_know_who_asks_costs_one_query_once(
    token: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    app = App(token)

    with django_assert_num_queries(2):  # the versions, the token
        app.get(PATH)
    with django_assert_num_queries(0):
        app.get(PATH)


@pytest.mark.parametrize("path", ["/resource/getMotionFilter", "/resource/getTransitions"])
def test_where_no_token_is_needed_none_is_looked_up(
    token: str, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    app = App(token)

    with django_assert_num_queries(1):  # the versions
        app.get(path)


def test_without_a_token_nothing_is_looked_up(
    stranger: App, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        stranger.get(PATH)


def test_the_day_of_its_last_use_is_kept_for_a_token_that_is_known_too(alice_app: App) -> None:
    alice_app.get("/vod/getPersonalVideoList")

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        alice_app.get("/vod/getPersonalVideoList")
        assert AccessToken.objects.get().used_on == timezone.localdate()
