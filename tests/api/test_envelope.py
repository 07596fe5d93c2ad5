import json
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.api.conftest import Ask
from tests.app import Answer

KEYS = ["result", "requestId", "code", "message", "data"]
REQUEST_ID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"

SUCCESSES = ["/user/randomUser", "/demo/getSts", "/music/getRecommendMusic", "/resource/getMv"]
FAILURES = [
    ("GET", "/user/login?username=nobody&password=wrong", 200, "401"),
    ("GET", "/user/login", 200, "400"),
    ("GET", "/vod/getSts", 200, "403"),
    ("GET", "/vod/getSts?token=stale", 200, "403"),
    ("GET", "/demo/getVideoPlayAuth?videoId=unknown", 200, "404"),
    ("GET", "/nothing/here", 404, "404"),
    ("POST", "/nothing/here", 404, "404"),
    ("PUT", "/user/randomUser", 405, "405"),
]


def assert_envelope(answer: Answer) -> None:
    assert list(answer.body) == KEYS
    assert answer.body["result"] == ("true" if answer.body["code"] == "200" else "false")
    assert isinstance(answer.body["code"], str)
    assert answer.body["code"].isdigit()
    assert isinstance(answer.body["message"], str)
    assert UUID(answer.body["requestId"])
    assert answer.body["requestId"] == answer.http.headers["X-Request-ID"]


@pytest.mark.parametrize("path", SUCCESSES)
def test_success_travels_in_the_envelope(ask: Ask, path: str) -> None:
    answer = ask("GET", path)

    assert_envelope(answer)
    assert (answer.status, answer.code) == (200, "200")
    assert answer.data is not None


@pytest.mark.parametrize(("method", "path", "status", "code"), FAILURES)
def test_every_failure_travels_in_it_too(ask: Ask, method: str, path: str, status: int, code: str) -> None:
    answer = ask(method, path)

    assert_envelope(answer)
    assert (answer.status, answer.code) == (status, code)
    assert answer.message
    assert answer.data is None


@pytest.mark.parametrize("accept", ["text/html", "image/webp", "nonsense", ""])
@pytest.mark.parametrize("path", ["/user/randomUser", "/vod/getSts", "/nothing/here"])
def test_an_answer_is_json_whatever_accept_says(ask: Ask, path: str, accept: str) -> None:
    answer = ask("GET", path, Accept=accept)

    assert answer.http.headers["Content-Type"] == "application/json"
    assert_envelope(answer)


def test_an_answer_is_plain_utf_8(ask: Ask) -> None:
    answer = ask("GET", "/user/register?username=阿丽&password=correct-horse-7")

    assert answer.data["nickName"] == "阿丽"
    assert "阿丽".encode() in answer.http.content


def test_a_caller_may_name_its_request(ask: Ask) -> None:
    answer = ask("GET", "/user/randomUser", X_Request_ID=REQUEST_ID)

    assert answer.body["requestId"] == answer.http.headers["X-Request-ID"] == REQUEST_ID


def test_a_request_id_that_is_none_is_replaced(ask: Ask) -> None:
    answer = ask("GET", "/user/randomUser", X_Request_ID="<script>")

    assert_envelope(answer)


def test_two_requests_have_two_ids(ask: Ask) -> None:
    first, second = ask("GET", "/user/randomUser"), ask("GET", "/user/randomUser")

    assert first.body["requestId"] != second.body["requestId"]


def test_an_app_gets_no_cookie(ask: Ask) -> None:
    assert not ask("GET", "/user/randomUser").http.cookies


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_an_unknown_path_is_404(ask: Ask, settings: Settings, method: str, debug: bool) -> None:  # noqa: FBT001
    settings.DEBUG = debug

    answer = ask(method, "/user/randomUsers", b"token=x")
    assert (answer.status, answer.code) == (404, "404")
    assert_envelope(answer)


@pytest.mark.parametrize("path", ["/media/nothing.png", "/music/play/Q10001/1/forged"])
def test_a_missing_file_is_404_with_debug_too(ask: Ask, settings: Settings, path: str) -> None:
    settings.DEBUG = True

    answer = ask("GET", path)
    assert (answer.status, answer.code) == (404, "404")
    assert_envelope(answer)


def test_a_path_ends_without_a_slash(ask: Ask) -> None:
    assert ask("GET", "/user/randomUser").status == 200
    assert ask("GET", "/user/randomUser/").status == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_no_app_uses_is_405(ask: Ask, method: str) -> None:
    answer = ask(method, "/user/randomUser")

    assert (answer.status, answer.code) == (405, "405")
    assert method in answer.message


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS"])
def test_a_wrong_method_is_405_without_a_token_too(ask: Ask, method: str) -> None:
    answer = ask(method, "/vod/videoPublish")

    assert (answer.status, answer.code) == (405, "405")
    assert answer.http.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/resource/getMv", "/music/getRecommendMusic", "/vodVideo/getVideoById"])
def test_a_plain_read_takes_no_post(ask: Ask, path: str) -> None:
    assert ask("POST", path).status == 405


def test_head_is_get_without_a_body(ask: Ask) -> None:
    answer = ask("HEAD", "/resource/getMv")

    assert answer.status == 200
    assert not answer.http.content


BIG = b"x" * 3_000_000


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"username=alice&password=" + BIG, "application/x-www-form-urlencoded"),
        (json.dumps({"username": BIG.decode()}).encode(), "application/json"),
        (
            b'--B\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + BIG + b"\r\n--B--\r\n",
            "multipart/form-data; boundary=B",
        ),
        (b"&".join(b"a%d=1" % n for n in range(2000)), "application/x-www-form-urlencoded"),
    ],
    ids=["form", "json", "file", "many fields"],
)
def test_a_body_that_is_too_large_is_413(ask: Ask, body: bytes, kind: str) -> None:
    answer = ask("POST", "/user/login", body, kind)

    assert (answer.status, answer.code) == (413, "413")
    assert_envelope(answer)


@pytest.fixture
def bug(settings: Settings) -> Any:
    """Have every sign-in fail, as a bug of ours would."""
    settings.TOKENS_PER_USER = "many"
    return settings


@pytest.mark.parametrize("debug", [True, False])
def test_our_own_bug_is_500_without_a_traceback(ask: Ask, bug: Any, debug: bool) -> None:  # noqa: FBT001
    bug.DEBUG = debug

    answer = ask("GET", "/user/randomUser")
    assert (answer.status, answer.code) == (500, "500")
    assert_envelope(answer)
    assert not any(word in answer.http.content for word in (b"Traceback", b"TypeError", b"many"))


def test_a_bug_outside_of_any_operation_is_500_too(ask: Ask, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.api.broken_urls"

    answer = ask("GET", "/broken")
    assert (answer.status, answer.code) == (500, "500")
    assert_envelope(answer)
    assert b"Signature" not in answer.http.content


@pytest.mark.parametrize("debug", [True, False])
def test_a_host_that_is_not_ours_is_400(ask: Ask, settings: Settings, debug: bool) -> None:  # noqa: FBT001
    settings.DEBUG = debug

    answer = ask("GET", "/user/randomUser", Host="evil.example")

    assert (answer.status, answer.code) == (400, "400")
    assert_envelope(answer)
    assert "PUBLIC_URL" in answer.message
