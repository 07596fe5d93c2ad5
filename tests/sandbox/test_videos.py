import base64
import json
from collections.abc import Callable

import pytest

from tests import inprocess
from tests.sandbox.conftest import Sdk, Ticket, clip, events, refusal

Ask = Callable[..., Ticket]
Upload = Callable[..., str]
NOBODY = "0" * 32


def test_a_play_credential_describes_its_video(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(Title="猫", CoverURL="http://covers/cat.jpg")
    answer = sdk("GetVideoPlayAuth", VideoId=video_id)
    auth = json.loads(base64.b64decode(answer["PlayAuth"]))

    assert list(auth) == [
        "SecurityToken", "AuthInfo", "VideoMeta", "AccessKeyId",
        "PlayDomain", "AccessKeySecret", "Region", "CustomerId",
    ]  # fmt: skip
    assert json.loads(auth["AuthInfo"])["MediaId"] == video_id
    assert (
        auth["VideoMeta"]
        == answer["VideoMeta"]
        == {
            "VideoId": video_id,
            "Title": "猫",
            "Status": "Normal",
            "CoverURL": "http://covers/cat.jpg",
            "Duration": 3.0,
        }
    )


def test_a_play_credential_plays_its_video_only(sdk: Sdk, uploaded: Upload) -> None:
    mine, other = uploaded(), uploaded()
    auth = json.loads(base64.b64decode(sdk("GetVideoPlayAuth", VideoId=mine)["PlayAuth"]))
    player = Sdk(auth["AccessKeyId"], auth["AccessKeySecret"], auth["SecurityToken"])

    assert player("GetPlayInfo", VideoId=mine)["VideoBase"]["VideoId"] == mine
    assert refusal(player, "GetPlayInfo", VideoId=other) == (403, "Forbidden.RAM")
    assert refusal(player, "GetVideoInfo", VideoId=mine) == (403, "Forbidden.RAM")


@pytest.mark.parametrize("action", ["GetVideoPlayAuth", "GetPlayInfo"])
def test_only_a_normal_video_plays(sdk: Sdk, ticket: Ask, action: str) -> None:
    assert refusal(sdk, action, VideoId=ticket().media_id) == (403, "Forbidden.IllegalStatus")


@pytest.mark.parametrize(
    "action",
    ["GetVideoPlayAuth", "GetPlayInfo", "GetVideoInfo", "RefreshUploadVideo", "UpdateVideoInfo"],
)
def test_an_unknown_video_is_not_found(sdk: Sdk, action: str) -> None:
    assert refusal(sdk, action, VideoId=NOBODY) == (404, "InvalidVideo.NotFound")


@pytest.mark.parametrize("seconds", [99, 3001])
def test_a_play_credential_lives_within_bounds(sdk: Sdk, uploaded: Upload, seconds: int) -> None:
    asked = {"VideoId": uploaded(), "AuthInfoTimeout": seconds}

    assert refusal(sdk, "GetVideoPlayAuth", **asked) == (400, "InvalidParameter")


def test_play_info_is_written_as_vod_writes_it(sdk: Sdk, uploaded: Upload) -> None:
    answer = sdk("GetPlayInfo", VideoId=uploaded())
    (stream,) = answer["PlayInfoList"]["PlayInfo"]

    assert answer["VideoBase"]["Duration"] == stream["Duration"] == "3.0000"
    assert (stream["Width"], stream["Height"], stream["Size"]) == (720, 1280, len(clip()))
    assert isinstance(stream["Bitrate"], str)
    assert inprocess.answer("GET", stream["PlayURL"], {})[2] == clip()


def test_play_info_can_be_filtered(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded()

    assert sdk("GetPlayInfo", VideoId=video_id, Formats="flv,mp4")["PlayInfoList"]["PlayInfo"]
    none = refusal(sdk, "GetPlayInfo", VideoId=video_id, Definition="HD")
    assert none == (404, "InvalidVideo.NoneStream")


def test_only_the_fields_that_were_passed_change(sdk: Sdk, ticket: Ask) -> None:
    video_id = ticket(Title="Cat", Description="A cat", Tags="cat").media_id
    sdk("UpdateVideoInfo", VideoId=video_id, Title="Dog", Tags="")

    video = sdk("GetVideoInfo", VideoId=video_id)["Video"]
    assert (video["Title"], video["Description"], video["Tags"]) == ("Dog", "A cat", "")


def test_many_videos_are_read_at_once(sdk: Sdk, ticket: Ask) -> None:
    ids = [ticket().media_id for _ in range(3)]
    answer = sdk("GetVideoInfos", VideoIds=",".join([*ids, NOBODY]))

    assert [video["VideoId"] for video in answer["VideoList"]["Video"]] == ids
    assert answer["NonExistVideoIds"] == [NOBODY]


def test_more_than_twenty_ids_are_too_many(sdk: Sdk) -> None:
    ids = ",".join(f"{number:032}" for number in range(21))

    assert refusal(sdk, "GetVideoInfos", VideoIds=ids) == (400, "VideoIdsExceededMax")


def test_a_deleted_video_is_gone(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded()
    url = sdk("GetPlayInfo", VideoId=video_id)["PlayInfoList"]["PlayInfo"][0]["PlayURL"]
    answer = sdk("DeleteVideo", VideoIds=f"{video_id},{NOBODY}")

    assert answer["NonExistVideoIds"] == [NOBODY]
    assert refusal(sdk, "GetVideoInfo", VideoId=video_id)[0] == 404
    assert inprocess.answer("GET", url, {})[0] == 404
    (event,) = events("DeleteMediaComplete")
    assert (event["MediaId"], event["DeleteType"]) == (video_id, "all")


def test_categories_make_a_tree_of_three_levels(sdk: Sdk) -> None:
    parent = -1
    for name in ("Animals", "Cats", "Kittens"):
        parent = sdk("AddCategory", CateName=name, ParentId=parent)["Category"]["CateId"]

    answer = sdk("GetCategories")
    assert [one["CateName"] for one in answer["SubCategories"]["Category"]] == ["Animals"]
    assert answer["SubTotal"] == 1
    assert sdk("GetCategories", CateId=parent)["Category"]["Level"] == 2
    asked = {"CateName": "Kitty", "ParentId": parent}
    assert refusal(sdk, "AddCategory", **asked) == (400, "CategoryLevelExceededMax")


def test_preloading_answers_a_task(sdk: Sdk) -> None:
    paths = "http://127.0.0.1:8001/outin-sandbox/a.mp4\nhttp://127.0.0.1:8001/outin-sandbox/b.mp4"

    assert sdk("PreloadVodObjectCaches", ObjectPath=paths)["PreloadTaskId"].isdecimal()
