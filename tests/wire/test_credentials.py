"""What the apps send to upload and to play, and what they take of it (contract/clients.md §2.1)."""

from datetime import UTC, datetime

import pytest

from tests.app import App
from tests.conftest import CLIPS, put
from tests.wire.readers import ANDROID, IPHONE, troubles
from videos.models import Video

PACKAGE = {"PACKAGE_NAME": "com.aliyun.apsara.svideo"}
STS = {"accessKeyId": "text", "accessKeySecret": "text", "securityToken": "text", "expiration": "text"}
VIDEO_UPLOAD = {"videoId": "text", "uploadAddress": "text", "uploadAuth": "text"}
IMAGE_UPLOAD = {"imageId": "text", "imageURL": "text", "uploadAddress": "text", "uploadAuth": "text"}


def test_android_takes_its_sts_only_with_all_four_parts(alice_app: App) -> None:
    data = alice_app.get("/vod/getSts", **PACKAGE).data

    assert troubles(ANDROID, STS, data) == []
    assert all(data[name] for name in STS)


def test_an_iphone_asks_demo_for_sts_with_its_token(alice_app: App) -> None:
    data = alice_app.get("/demo/getSts", **PACKAGE).data

    assert troubles(IPHONE, STS, data) == []


def test_the_player_demos_ask_for_sts_bare(stranger: App) -> None:
    assert troubles(IPHONE, STS, stranger.get("/demo/getSts").data) == []


def test_the_ios_player_parses_the_expiration(stranger: App) -> None:
    """It takes T and Z away and reads the rest as YYYY-MM-dd HH:mm:ss."""
    text = stranger.get("/demo/getSts").data["expiration"].replace("T", " ").replace("Z", "")

    expires = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert expires > datetime.now(UTC)


def test_android_begins_an_upload(alice_app: App) -> None:
    data = alice_app.get("/vod/getVideoUploadAuth", title="video", fileName="crop_1.mp4", **PACKAGE).data

    assert troubles(ANDROID, VIDEO_UPLOAD, data) == []


def test_the_android_editor_begins_one_with_the_whole_path_and_a_blank_cover(stranger: App) -> None:
    path = "/storage/emulated/0/DCIM/Camera/output_1552.mp4"
    answer = stranger.get("/demo/getVideoUploadAuth", title="t", fileName=path, coverURL="")

    assert troubles(ANDROID, VIDEO_UPLOAD, answer.data) == []


def test_an_iphone_begins_one_and_tells_more(alice_app: App) -> None:
    told = {"coverURL": "https://img.example.com/a.jpg", "description": "d", "tags": "a,b"}
    answer = alice_app.get("/vod/getVideoUploadAuth", title="t", fileName="output.mp4", **told)

    assert answer.code == "200"
    assert troubles(IPHONE, VIDEO_UPLOAD, answer.data) == []


def test_android_refreshes_without_its_token(stranger: App, started: Video) -> None:
    answer = stranger.get("/vod/refreshVideoUploadAuth", videoId=started.vod_id, **PACKAGE)

    assert answer.ok
    assert troubles(ANDROID, {"uploadAddress": "text", "uploadAuth": "text"}, answer.data) == []


def test_an_iphone_refreshes_and_goes_on_with_the_old_address(alice_app: App) -> None:
    begun = alice_app.get("/vod/getVideoUploadAuth", title="t", fileName="a.mp4").data
    fresh = alice_app.get("/vod/refreshVideoUploadAuth", videoId=begun["videoId"]).data

    put({**begun, "uploadAuth": fresh["uploadAuth"]}, (CLIPS / "sunrise.mp4").read_bytes())


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/vod/getImageUploadAuth", {"imageType": "cover", **PACKAGE}),
        ("/demo/getImageUploadAuth", {"imageType": "default"}),
        (
            "/vod/getImageUploadAuth",
            {"imageType": "cover", "imageExt": "jpg", "title": "DefaultTitle", "tags": "DefaultTags"},
        ),
    ],
    ids=["Android", "the Android editor", "iOS"],
)
def test_each_app_gets_a_cover_to_upload(alice_app: App, path: str, asked: dict[str, str]) -> None:
    answer = alice_app.get(path, **asked)

    assert answer.code == "200"
    assert troubles(IPHONE, IMAGE_UPLOAD, answer.data) == []


def test_an_image_url_comes_back_as_the_cover_url_of_a_video(alice_app: App, started: Video) -> None:
    image_url = alice_app.get("/vod/getImageUploadAuth", imageType="cover").data["imageURL"]
    answer = alice_app.post("/vod/videoPublish", videoId=started.vod_id, coverUrl=image_url)

    assert answer.data["coverUrl"] == image_url


def test_a_player_gets_the_seconds_as_a_text(stranger: App, public: Video) -> None:
    data = stranger.get("/demo/getVideoPlayAuth", videoId=public.vod_id).data

    assert data["duration"] == "10.4167"
    assert data["coverURL"] == "http://cdn.example.com/cat.jpg"
