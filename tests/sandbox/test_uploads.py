from collections.abc import Callable

import pytest

from sandbox import worker
from tests.sandbox.conftest import Sdk, Ticket, bucket, clip, events, kinds, refusal, unpacked

Ask = Callable[..., Ticket]
Upload = Callable[..., str]


def test_a_ticket_is_what_upload_sdks_unpack(ticket: Ask) -> None:
    mine = ticket()

    assert list(mine.address) == ["Endpoint", "Bucket", "FileName"]
    assert mine.address["Endpoint"] == "http://127.0.0.1:8001"
    assert mine.address["FileName"].startswith("sv/")
    assert mine.auth["Expiration"] == "3000"
    assert mine.auth["ExpireUTCTime"].endswith("Z")
    assert mine.auth["Region"] == "cn-shanghai"


def test_a_new_video_waits_for_its_file(sdk: Sdk, ticket: Ask) -> None:
    video = sdk("GetVideoInfo", VideoId=ticket().media_id)["Video"]

    assert video["Status"] == "Uploading"
    assert not events()


def test_an_upload_transcodes_and_plays(sdk: Sdk, uploaded: Upload) -> None:
    video = sdk("GetVideoInfo", VideoId=uploaded())["Video"]

    assert video["Status"] == "Normal"
    assert video["Duration"] == 3.0
    assert video["Size"] == len(clip())
    assert kinds() == ["FileUploadComplete", "StreamTranscodeComplete", "TranscodeComplete"]


def test_until_the_job_is_done_a_video_transcodes(sdk: Sdk, ticket: Ask) -> None:
    mine = ticket()
    bucket(mine).put_object(mine.address["FileName"], clip())

    assert sdk("GetVideoInfo", VideoId=mine.media_id)["Video"]["Status"] == "UploadSucc"
    sdk("SubmitTranscodeJobs", VideoId=mine.media_id, TemplateGroupId="group")
    assert sdk("GetVideoInfo", VideoId=mine.media_id)["Video"]["Status"] == "Transcoding"
    worker.run_due()
    assert sdk("GetVideoInfo", VideoId=mine.media_id)["Video"]["Status"] == "Normal"


def test_without_transcoding_a_video_plays_as_it_is(sdk: Sdk, ticket: Ask) -> None:
    mine = ticket(TemplateGroupId="VOD_NO_TRANSCODE")
    bucket(mine).put_object(mine.address["FileName"], clip())

    assert worker.run_due() == 1
    assert sdk("GetVideoInfo", VideoId=mine.media_id)["Video"]["Status"] == "Normal"
    assert kinds() == ["FileUploadComplete"]


def test_a_refreshed_credential_keeps_the_address(sdk: Sdk, ticket: Ask) -> None:
    mine = ticket()
    again = unpacked(sdk("RefreshUploadVideo", VideoId=mine.media_id))

    assert again.address == mine.address
    assert again.auth["AccessKeyId"] != mine.auth["AccessKeyId"]


def test_a_second_upload_replaces_the_first(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded()
    again = unpacked(sdk("RefreshUploadVideo", VideoId=video_id))
    bucket(again).put_object(again.address["FileName"], clip(seconds=7))
    worker.run_due()

    assert sdk("GetVideoInfo", VideoId=video_id)["Video"]["Duration"] == 7.0
    assert len(sdk("GetPlayInfo", VideoId=video_id)["PlayInfoList"]["PlayInfo"]) == 1


def test_an_image_has_its_url_before_its_bytes(sdk: Sdk) -> None:
    answer = sdk("CreateUploadImage", ImageType="cover", ImageExt="jpg")
    mine = unpacked(answer)
    bucket(mine).put_object(mine.address["FileName"], b"picture")

    assert answer["ImageURL"].endswith(mine.address["FileName"])
    (event,) = events("ImageUploadComplete")
    assert event["ImageId"] == answer["ImageId"]
    assert event["Size"] == 7


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"Title": "x" * 129}, 400, "LengthExceededMax"),
        ({"Title": "猫" * 43}, 400, "LengthExceededMax"),
        ({"Title": "😀"}, 400, "IllegalCharacters"),
        ({"Title": ""}, 400, "MissingParameter"),
        ({"FileName": "cat.exe"}, 400, "InvalidFileName.Extension"),
        ({"FileName": "cat"}, 400, "InvalidFileName.Extension"),
        ({"FileSize": "many"}, 400, "InvalidParameter"),
        ({"Tags": ",".join("abcdefghijklmnopq")}, 400, "TagsExceededMax"),
        ({"Tags": "x" * 33}, 400, "LengthExceededMax"),
        ({"UserData": "not json"}, 400, "InvalidParameter"),
        ({"StorageLocation": "outin-other"}, 404, "InvalidStorage.NotFound"),
        ({"TemplateGroupId": "no such/group"}, 404, "InvalidTemplateGroupId.NotFound"),
    ],
)
def test_what_vod_refuses(sdk: Sdk, parameters: dict[str, str], status: int, code: str) -> None:
    asked = {"Title": "Cat", "FileName": "cat.mp4", **parameters}

    assert refusal(sdk, "CreateUploadVideo", **asked) == (status, code)


@pytest.mark.parametrize("name", ["CAT.MP4", "/sdcard/DCIM/cat.mov", "a.b.m4a"])
def test_any_path_with_a_known_extension_will_do(ticket: Ask, name: str) -> None:
    assert ticket(FileName=name).address["FileName"].endswith(name.lower()[-4:])


def test_an_image_of_an_unknown_kind_is_refused(sdk: Sdk) -> None:
    assert refusal(sdk, "CreateUploadImage", ImageType="icon") == (400, "InvalidParameter")
