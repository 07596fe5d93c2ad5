import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from aliyunsdkcore.vendored.requests import exceptions as sdk_errors
from pytest_django import Settings

from qulive import aliyun
from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy, CloudError, MediaNotFound, MediaNotReady
from tests.cloud.conftest import KEY_ID, SECRET, Broken, assert_clean, refusal

Call = Callable[[], Any]

READS: dict[str, Call] = {
    "refresh": lambda: aliyun.vod().refresh_upload("a"),
    "play": lambda: aliyun.vod().play_credential("a"),
    "media": lambda: aliyun.vod().media("a"),
    "streams": lambda: aliyun.vod().streams("a"),
    "sts": lambda: aliyun.sts().app_credential(),
}
WRITES: dict[str, Call] = {
    "upload": lambda: aliyun.vod().create_upload(title="Cat", file_name="cat.mp4"),
    "image": lambda: aliyun.vod().create_image_upload(image_type="cover", extension="png"),
    "snapshots": lambda: aliyun.vod().snapshots("a", count=1),
    "review": lambda: aliyun.vod().review("a"),
    "transcode": lambda: aliyun.vod().transcode("a", template_group="b"),
    "audit": lambda: aliyun.vod().audit("a", approved=True),
    "delete": lambda: aliyun.vod().delete("a"),
}
read = pytest.mark.parametrize("call", READS.values(), ids=list(READS))
write = pytest.mark.parametrize("call", WRITES.values(), ids=list(WRITES))
one_of_each = pytest.mark.parametrize("call", [READS["media"], WRITES["review"]], ids=["read", "write"])
any_call = pytest.mark.parametrize("call", {**READS, **WRITES}.values(), ids=[*READS, *WRITES])


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "Throttling.User", CloudBusy),
        (400, "Throttling", CloudBusy),
        (500, "InternalError", CloudBusy),
        (503, "ServiceUnAvailable", CloudBusy),
        (404, "InvalidVideo.NotFound", MediaNotFound),
        (404, "InvalidVideo.NoneStream", MediaNotFound),
        (403, "Forbidden.IllegalStatus", MediaNotReady),
        (403, "OperationDenied.Suspended", CloudError),
        (404, "InvalidAccessKeyId.NotFound", CloudError),
        (403, "NoPermission", CloudError),
    ],
)
def test_vods_words_become_ours(broken: Broken, status: int, code: str, kind: type[CloudError]) -> None:
    broken(status=status, body=refusal(code))

    with pytest.raises(CloudError) as refused:
        aliyun.vod().media("a")
    assert type(refused.value) is kind
    assert str(refused.value) == f"GetVideoInfo: {code}"
    assert refused.value.request_id == "7A1B"
    assert refused.value.permanent is (kind is not CloudBusy)
    assert_clean(refused.value)


@one_of_each
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>Bad gateway</html>"),
        (200, b""),
        (200, b"\xff\xfe"),
        (200, b"[]"),
        (200, b"null"),
        (502, b"<html>Bad gateway</html>"),
        (503, b""),
        (503, b"\xff\xfe"),
        (500, b"null"),
        (500, b"7"),
        (500, b"[]"),
    ],
)
def test_what_is_no_answer_may_be_one_later(broken: Broken, call: Call, status: int, body: bytes) -> None:
    broken(status=status, body=body)

    with pytest.raises(CloudBusy) as failed:
        call()
    assert not failed.value.permanent
    assert_clean(failed.value)


@pytest.mark.parametrize("name", [*READS, "upload", "image", "snapshots", "review", "transcode"])
def test_an_answer_that_lacks_something_is_the_clouds_fault(broken: Broken, name: str) -> None:
    broken(body=b'{"RequestId": "7A1B", "Video": {}, "Credentials": {}, "PlayInfoList": {"PlayInfo": [{}]}}')

    with pytest.raises(CloudBusy, match="The cloud's answer has no"):
        {**READS, **WRITES}[name]()


@one_of_each
@pytest.mark.parametrize(
    "trouble",
    [
        sdk_errors.ConnectionError("http://vod/?Signature=s&AccessKeyId=LTAI-our-key-id refused"),
        sdk_errors.ReadTimeout("http://vod/?Signature=s&AccessKeyId=LTAI-our-key-id timed out"),
        sdk_errors.SSLError("https://vod/?Signature=s"),
        sdk_errors.ChunkedEncodingError("https://vod/?Signature=s"),
        OSError("https://vod/?Signature=s"),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_out_of_reach_is_busy_and_says_no_url(broken: Broken, call: Call, trouble: Exception) -> None:
    broken(trouble=trouble)

    with pytest.raises(CloudBusy, match=r"^\w+: SDK\.HttpError$") as failed:
        call()
    assert_clean(failed.value)


@pytest.mark.parametrize("message", ["no colon at all", "server string to sign is:something else"])
def test_a_wrong_key_is_permanent(broken: Broken, message: str) -> None:
    broken(status=400, body=json.dumps({"Code": "SignatureDoesNotMatch", "Message": message}).encode())

    with pytest.raises(CloudError, match="GetVideoInfo: SignatureDoesNotMatch") as refused:
        aliyun.vod().media("a")
    assert refused.value.permanent
    assert_clean(refused.value)


@pytest.mark.django_db
def test_the_sandbox_refuses_a_wrong_key_as_well(settings: Settings) -> None:
    settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = SECRET
    session = client.acs_client().session
    client.acs_client.cache_clear()
    client.acs_client().session = session

    with pytest.raises(CloudError, match=r"(SignatureDoesNotMatch|InvalidAccessKeySecret)$") as refused:
        aliyun.vod().media("a")
    assert refused.value.permanent
    assert_clean(refused.value)


def test_a_media_that_may_not_be_deleted_is_told_so(broken: Broken) -> None:
    broken(body=b'{"ForbiddenVideoIds": ["a"]}')

    with pytest.raises(CloudError, match="DeleteVideo: the key may not delete this video"):
        aliyun.vod().delete("a")


@read
def test_a_read_over_a_broken_connection_is_tried_once_more(broken: Broken, call: Call) -> None:
    wires = broken(trouble=sdk_errors.ConnectionError("reset"))

    with pytest.raises(CloudBusy) as failed:
        call()
    assert len(wires.urls) == 2
    assert_clean(failed.value)


@write
def test_a_write_is_tried_once(broken: Broken, call: Call) -> None:
    wires = broken(trouble=sdk_errors.ConnectionError("reset"))

    with pytest.raises(CloudBusy) as failed:
        call()
    assert len(wires.urls) == 1
    assert_clean(failed.value)


@any_call
def test_a_refusal_is_not_asked_again(broken: Broken, call: Call) -> None:
    wires = broken(status=400, body=refusal("Throttling.User"))

    with pytest.raises(CloudBusy):
        call()
    assert len(wires.urls) == 1


def test_a_second_try_is_signed_anew(broken: Broken) -> None:
    wires = broken(trouble=sdk_errors.ConnectionError("reset"))

    with pytest.raises(CloudBusy):
        aliyun.vod().media("a")
    assert len(set(wires.urls)) == 2


def test_neither_we_nor_the_sdk_log_a_key(
    broken: Broken, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for behaviour in ({"trouble": OSError(KEY_ID)}, {"status": 403, "body": refusal(SECRET)}, {"body": b"?"}):
        broken(**behaviour)
        with pytest.raises(CloudError):
            aliyun.vod().media("a")

    written = caplog.text + "".join(capfd.readouterr())
    assert not any(word in written for word in (KEY_ID, SECRET, "Signature"))
