"""What wraps every answer, as each app judges it (contract/clients.md §1)."""

from typing import Any

import pytest

from tests.app import Answer, App
from tests.wire.readers import ANDROID, IPHONE, troubles

SUCCESSES = [
    "/user/randomUser",
    "/demo/getSts",
    "/demo/getVideoList",
    "/music/getRecommendMusic",
    "/resource/getPasterInfo",
    "/resource/getFont",
]
FAILURES = [
    "/vod/getSts",
    "/vod/getSts?token=stale",
    "/vod/getRecommendVideoList?pageIndex=1&pageSize=10",
    "/user/login?username=nobody&password=wrong",
    "/user/login",
    "/demo/getVideoUploadAuth?title=video&fileName=notes.txt",
    "/demo/getVideoPlayAuth?videoId=unknown",
    "/vodVideo/getVideoById",
    "/vodVideo/getVideoById?videoId=unknown",
    "/music/getPlayPath",
    "/resource/getPasterList",
    "/resource/getFont?fontId=999",
]
succeeding = pytest.mark.parametrize("path", SUCCESSES)
failing = pytest.mark.parametrize("path", FAILURES)
any_outcome = pytest.mark.parametrize("path", SUCCESSES + FAILURES)

# What the apps put into every request beside what it is about.
PHONES = {
    "Android": {"packageName": "com.example.own", "appVersionCode": "1.0-beta", "packageSignature": "AB:CD"},
    "the Android editor": {"packageName": "com.aliyun", "appName": "%E8%B6%A3%E8%A7%86%E9%A2%91"},
    "iOS": {"bundleId": "com.example.own", "appName": "趣视频".encode().decode("latin-1")},
}


@succeeding
def test_flutter_gets_the_result_as_the_text_true(stranger: App, path: str) -> None:
    assert '{"result":"true",' in stranger.get(path).http.content.decode()


@any_outcome
def test_flutter_throws_on_no_business_outcome(stranger: App, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status == 200
    assert answer.http.headers["Content-Type"] == "application/json"


@any_outcome
def test_android_reads_the_result_and_a_numeric_code(stranger: App, path: str) -> None:
    envelope = {"result": "flag", "code": "int", "message": "text", "requestId": "text"}

    assert troubles(ANDROID, envelope, stranger.get(path).body) == []


@failing
def test_android_sees_a_failure_in_the_result_alone(stranger: App, path: str) -> None:
    assert stranger.get(path).body["result"] == "false"


@failing
def test_an_iphones_uploader_sees_a_failure_in_the_code_alone(stranger: App, path: str) -> None:
    assert int(stranger.get(path).body["code"]) != 200


@any_outcome
def test_an_iphone_never_meets_a_null_message(stranger: App, path: str) -> None:
    envelope = {"result": "text", "code": "text", "message": "text", "requestId": "text"}

    assert troubles(IPHONE, envelope, stranger.get(path).body) == []


@failing
def test_an_iphone_has_a_sentence_to_show(stranger: App, path: str) -> None:
    assert len(stranger.get(path).message) > 10


@failing
def test_the_android_editor_takes_no_failure_for_an_empty_catalog(stranger: App, path: str) -> None:
    """It looks at neither result nor code: only a null keeps it from showing an empty drawer."""
    assert stranger.get(path).data is None


def test_the_web_console_is_sent_to_its_login_by_the_body(stranger: App) -> None:
    answer = stranger.get("/vod/getPersonalVideoList", token="null")

    assert (answer.status, answer.code) == (200, "403")
    assert answer.message == "Please log in the system!"


@pytest.mark.parametrize("phone", PHONES)
def test_whatever_headers_a_phone_sends_it_is_served(stranger: App, phone: str) -> None:
    response: Any = stranger.client.get("/user/randomUser?PACKAGE_NAME=com.aliyun", headers=PHONES[phone])

    assert Answer(response, response.json()).ok


@pytest.mark.parametrize("path", ["/vod/getPersonalVideoList", "/vod/getSts", "/demo/getSts"])
def test_phones_put_their_token_into_an_url_unescaped(alice_app: App, path: str) -> None:
    response: Any = alice_app.client.get(f"{path}?token={alice_app.token}&PACKAGE_NAME=com.aliyun")

    assert response.json()["code"] == "200"


def test_an_iphone_announces_an_empty_json_body(alice_app: App) -> None:
    kind = {"Content-Type": "application/json"}
    response: Any = alice_app.client.get(f"/demo/getSts?token={alice_app.token}", headers=kind)

    assert response.json()["result"] == "true"
