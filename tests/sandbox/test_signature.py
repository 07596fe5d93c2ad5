from urllib.parse import urlencode

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from django.utils import timezone

from sandbox import times
from sandbox.rpc import signature
from tests import inprocess
from tests.sandbox.conftest import Sdk, refusal

URL = "http://127.0.0.1:8001/"


@pytest.mark.parametrize("title", ["Cat", "猫", "a+b *~%&=/?", "  "])
def test_any_title_can_be_signed(sdk: Sdk, title: str) -> None:
    video_id = sdk("CreateUploadVideo", Title=title, FileName="cat.mp4")["VideoId"]

    assert sdk("GetVideoInfo", VideoId=video_id)["Video"]["Title"] == title


def test_a_wrong_secret_is_named_by_the_sdk() -> None:
    with pytest.raises(ServerException) as refused:
        Sdk("sandbox-key-id", "wrong")("GetCategories")

    assert refused.value.get_http_status() == 400
    # What the SDK makes of a signature that only a wrong secret explains.
    assert refused.value.get_error_code() == "InvalidAccessKeySecret"


def test_an_unknown_key_is_not_found() -> None:
    assert refusal(Sdk("nobody", "secret")) == (404, "InvalidAccessKeyId.NotFound")


def test_a_clock_that_is_wrong_is_refused(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "aliyunsdkcore.utils.parameter_helper.get_iso_8061_date", lambda: "2020-01-01T00:00:00Z"
    )

    assert refusal(sdk) == (400, "InvalidTimeStamp.Expired")


def test_a_nonce_counts_once(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aliyunsdkcore.utils.parameter_helper.get_uuid", lambda: "same")
    sdk("GetCategories")

    assert refusal(sdk) == (400, "SignatureNonceUsed")


def test_an_action_that_does_not_exist_is_not_found(sdk: Sdk) -> None:
    assert refusal(sdk, "ListTranscodeTask", VideoId="x") == (404, "InvalidAction.NotFound")


def test_an_unsigned_call_misses_its_parameters() -> None:
    status, _, body = inprocess.answer("POST", f"{URL}?Action=GetVideoInfo", {})

    assert status == 400
    assert b'"Code": "MissingParameter"' in body


def test_a_form_is_as_good_as_a_query() -> None:
    form = {
        "AccessKeyId": "sandbox-key-id",
        "Action": "GetCategories",
        "SignatureNonce": "once",
        "Timestamp": times.iso(timezone.now()),
        "Version": "2017-03-21",
    }
    text = signature.string_to_sign("POST", form)
    form["Signature"] = signature.sign("sandbox-key-secret", text)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    assert inprocess.answer("POST", URL, headers, urlencode(form).encode())[0] == 200


def test_a_browser_gets_a_page() -> None:
    status, _, body = inprocess.answer("GET", URL, {})

    assert status == 200
    assert b"sandbox" in body


def test_a_real_clouds_host_reaches_the_sandbox_through_a_proxy() -> None:
    url = "http://vod.cn-shanghai.aliyuncs.com/?Action=GetVideoInfo"

    assert b'"HostId": "vod.cn-shanghai.aliyuncs.com"' in inprocess.answer("GET", url, {})[2]
