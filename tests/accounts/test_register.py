import pytest

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.app import App

PATH = "/user/register"


def test_a_registered_user_gets_a_token(stranger: App) -> None:
    answer = stranger.post(PATH, username="mia", password=PASSWORD)

    assert answer.ok
    user = User.objects.get(username="mia")
    assert answer.data["userId"] == user.user_id
    assert answer.data["nickName"] == "mia"
    assert user.check_password(PASSWORD)
    assert not user.is_guest
    assert App(answer.data["token"]).get("/vod/getPersonalVideoList").ok


@pytest.mark.parametrize("spelling", ["username", "userName"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_both_spellings_and_both_methods_work(stranger: App, method: str, spelling: str) -> None:
    send = getattr(stranger, method)

    assert send(PATH, **{spelling: "mia", "password": PASSWORD}).ok
    assert User.objects.filter(username="mia").exists()


def test_a_taken_name_is_a_conflict(stranger: App, nora: User) -> None:
    answer = stranger.post(PATH, username="nora", password=PASSWORD)

    assert (answer.code, answer.message) == ("409", "This user name is taken.")
    assert User.objects.count() == 1


def test_a_name_in_another_unicode_form_is_the_same_name(stranger: App, nora: User) -> None:
    assert stranger.post(PATH, username="ｎｏｒａ", password=PASSWORD).code == "409"


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("mia", "short", "This password is too short."),
        ("mia", "password", "This password is too common."),
        ("mia", "9182736450", "This password is entirely numeric."),
        ("mia-andersson", "mia-anderson", "The password is too similar to the username."),
        ("mia", "1234", "This password is entirely numeric."),
        ("mia cooper", PASSWORD, "Enter a valid username."),
        ("mia😀", PASSWORD, "Enter a valid username."),
        ("m" * 151, PASSWORD, "username: Ensure this field has no more than 150 characters."),
        ("mia", "x" * 129, "password: Ensure this field has no more than 128 characters."),
        ("", PASSWORD, "username: This field is required."),
        ("mia", "   ", "password: This field is required."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    stranger: App, username: str, password: str, sentence: str
) -> None:
    answer = stranger.post(PATH, username=username, password=password)

    assert answer.code == "400"
    assert sentence in answer.message
    assert not User.objects.exists()


def test_a_long_name_becomes_a_shorter_nickname(stranger: App) -> None:
    answer = stranger.post(PATH, username="m" * 150, password=PASSWORD)

    assert answer.data["nickName"] == "m" * User.NICKNAME_MAX


def test_blanks_around_a_password_belong_to_it(stranger: App) -> None:
    stranger.post(PATH, username="mia", password=f" {PASSWORD} ")

    assert User.objects.get().check_password(f" {PASSWORD} ")


def test_nobody_keeps_a_copy(stranger: App) -> None:
    answer = stranger.get(PATH, username="mia", password=PASSWORD)

    assert answer.http.headers["Cache-Control"] == "no-store"
