import json
from typing import Any

import pytest

from accounts.models import User
from tests.api.conftest import FORM, JSON, Ask
from tests.app import App

LOGIN = "/user/login"
WHO = {"username": "nora", "password": "correct-horse-7"}


@pytest.fixture(autouse=True)
def nora(db: None) -> User:
    return User.objects.create_user(WHO["username"], password=WHO["password"])


def test_parameters_ride_in_the_query(stranger: App) -> None:
    assert stranger.get(LOGIN, **WHO).ok


def test_parameters_ride_in_a_form(stranger: App) -> None:
    assert stranger.post(LOGIN, **WHO).ok


def test_parameters_ride_in_an_urlencoded_form(ask: Ask) -> None:
    assert ask("POST", LOGIN, b"username=nora&password=correct-horse-7", FORM).ok


def test_parameters_ride_in_json(ask: Ask) -> None:
    assert ask("POST", LOGIN, json.dumps(WHO).encode(), JSON).ok


def test_a_post_may_send_them_in_the_query(ask: Ask) -> None:
    assert ask("POST", f"{LOGIN}?username=nora&password=correct-horse-7").ok


def test_the_form_wins_over_the_query(ask: Ask) -> None:
    answer = ask("POST", f"{LOGIN}?username=nora&password=wrong", b"password=correct-horse-7")

    assert answer.ok


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_blank_means_absent(stranger: App, blank: str) -> None:
    answer = stranger.get("/demo/getVideoUploadAuth", title=blank, fileName="cat.mp4")

    assert (answer.code, answer.message) == ("400", "title: This field is required.")


def test_a_blank_form_field_leaves_the_query_absent_too(ask: Ask) -> None:
    assert ask("POST", f"{LOGIN}?username=nora&password=correct-horse-7", b"password=").code == "400"


def test_every_wrong_parameter_is_named(stranger: App) -> None:
    answer = stranger.get(LOGIN)

    assert answer.message == "username: This field is required. password: This field is required."


def test_unknown_parameters_are_ignored(stranger: App) -> None:
    assert stranger.get(LOGIN, **WHO, PACKAGE_NAME="com.aliyun.apsara.svideo", x="1").ok
    assert stranger.post(LOGIN, **WHO, PACKAGE_NAME="com.aliyun.apsara.svideo", x="1").ok


def test_the_headers_of_the_apps_are_ignored(ask: Ask) -> None:
    answer = ask(
        "GET",
        "/user/randomUser",
        bundleId="com.aliyun.solution",
        packageName="com.example.other",
        appName="趣视频".encode().decode("latin-1"),
        appVersionCode="not a number",
    )

    assert answer.ok


def test_an_iphones_get_announces_an_empty_json_body(ask: Ask) -> None:
    answer = ask("GET", "/demo/getVideoUploadAuth?title=Cat&fileName=cat.mp4", kind=JSON)

    assert answer.ok


def test_the_body_of_a_get_is_not_looked_at(ask: Ask) -> None:
    assert ask("GET", f"{LOGIN}?username=nora&password=correct-horse-7", b'{"username', JSON).ok


def test_a_post_needs_no_csrf_token(ask: Ask) -> None:
    assert ask("POST", "/user/randomUser", Origin="https://elsewhere.example").ok


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[]", JSON),
        (b'[{"username": "nora"}]', JSON),
        (b"null", JSON),
        (b'"username"', JSON),
        (b"7", JSON),
        (b'{"username": "nora"', JSON),
        (b'{"username": "nora"} trailing', JSON),
        (b'{"username": NaN}', JSON),
        (b'{"username": "\xff"}', JSON),
        (b"[" * 100_000, JSON),
        (b"username=nora", "text/plain"),
        (b"<username>nora</username>", "application/xml"),
        (b"no boundary", "multipart/form-data"),
    ],
)
def test_a_body_that_holds_no_parameters_is_told_so(ask: Ask, body: bytes, kind: str) -> None:
    answer = ask("POST", LOGIN, body, kind)

    assert (answer.status, answer.code) == (200, "400")
    assert answer.message == "Send the parameters in the query string or as a form."


@pytest.mark.parametrize(
    "body",
    [
        b"username=%ff%fe&password=%80",
        b"username=\xff\xfe&password=\x80",
        b"username=nora&&=&password=wrong&",
        b"username=nora;password=wrong&password=x",
        "username=нора&password=wrong".encode("cp1251"),
    ],
)
def test_a_form_in_odd_bytes_is_read_as_well_as_possible(ask: Ask, body: bytes) -> None:
    answer = ask("POST", LOGIN, body)

    assert (answer.status, answer.code) == (200, "401")


@pytest.mark.parametrize("value", ["nora\0", "\ud800", ["nora"], {"a": 1}, [], True])
@pytest.mark.parametrize("name", ["username", "password"])
def test_values_that_are_no_text_are_refused(ask: Ask, name: str, value: Any) -> None:
    answer = ask("POST", LOGIN, json.dumps({**WHO, name: value}).encode(), JSON)

    assert (answer.status, answer.code) == (200, "400")
    assert answer.message.startswith(f"{name}: ")


@pytest.mark.parametrize("size", ["many", "-1", "nan", "inf", "1e400", "1" + "0" * 300, "9" * 16])
def test_a_number_that_counts_nothing_is_refused(stranger: App, size: str) -> None:
    answer = stranger.get("/demo/getVideoUploadAuth", title="Cat", fileName="cat.mp4", fileSize=size)

    assert answer.code == "400"
    assert answer.message.startswith("fileSize: ")


@pytest.mark.parametrize("size", ["0", "0.0", "", "1048576", "1e6", " 7 "])
def test_a_number_may_be_written_as_the_apps_do(stranger: App, size: str) -> None:
    assert stranger.get("/demo/getVideoUploadAuth", title="Cat", fileName="cat.mp4", fileSize=size).ok


def test_a_number_too_large_for_a_float_is_refused(ask: Ask) -> None:
    form = b'{"title": "Cat", "fileName": "cat.mp4", "fileSize": 1' + b"0" * 400 + b"}"

    assert ask("POST", "/demo/getVideoUploadAuth", form, JSON).code == "400"
