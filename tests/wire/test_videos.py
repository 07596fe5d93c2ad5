"""Lists, publishing and playing, as the apps do it (contract/clients.md §2.3, §3)."""

from typing import Any

import pytest

from accounts.models import User
from tests import inprocess
from tests.app import App
from tests.conftest import Upload
from tests.videos.rows import a_video, recommended
from tests.wire.readers import ANDROID, FLUTTER, IPHONE, Model, troubles
from tests.wire.readers import App as Reader
from videos.models import Video

RECOMMENDED = "/vod/getRecommendVideoList"
PERSONAL = "/vod/getPersonalVideoList"
BARE = {
    "cover_url": "",
    "first_frame_url": "",
    "file_url": "",
    "description": "",
    "title": "",
    "snapshot": "",
}

TEXTS = (
    "id videoId title description coverUrl creationTime status firstFrameUrl cateName tags shareUrl"
    " transcodeStatus snapshotStatus censorStatus narrowTranscodeStatus fileUrl problem"
)
VIDEO: Model = {
    **dict.fromkeys(TEXTS.split(), "text"),
    "duration": "seconds",
    "size": "int",
    "cateId": "int",
    "user": {"userId": "text", "userName": "text", "avatarUrl": "text"},
}
PAGE: Model = {"total": "int", "videoList": [VIDEO]}

lists = pytest.mark.parametrize("path", [RECOMMENDED, PERSONAL])
each_app = pytest.mark.parametrize("reader", [ANDROID, FLUTTER, IPHONE], ids=["Android", "Flutter", "iOS"])


def ids(app: App, path: str, **page: Any) -> list[str]:
    return [video["id"] for video in app.get(path, **page).data["videoList"]]


@lists
@each_app
@pytest.mark.parametrize("duration", [0, 7, 10.4167])
def test_every_app_reads_every_video(
    alice: User, alice_app: App, path: str, reader: Reader, duration: float
) -> None:
    recommended(2, alice)
    Video.objects.update(duration=duration, size=5 * 2**30)

    assert troubles(reader, PAGE, alice_app.get(path, pageIndex=1, pageSize=10).data) == []


@lists
@each_app
def test_every_app_reads_a_bare_video(alice: User, alice_app: App, path: str, reader: Reader) -> None:
    recommended(1, alice)
    Video.objects.update(**BARE)
    User.objects.update(nickname="", avatar="")

    assert troubles(reader, PAGE, alice_app.get(path, pageIndex=1, pageSize=10).data) == []


@lists
@each_app
def test_every_app_reads_an_empty_list(alice_app: App, path: str, reader: Reader) -> None:
    data = alice_app.get(path, pageIndex=1, pageSize=10).data

    assert troubles(reader, PAGE, data) == []
    assert data == {"total": 0, "videoList": []}


def test_flutter_finds_the_point_in_the_text_itself(alice: User, alice_app: App) -> None:
    a_video(alice, duration=7)

    assert b'"duration":7.0,' in alice_app.get(PERSONAL, pageIndex=1, pageSize=10).http.content


@lists
def test_android_pages_with_page_one_and_the_last_id(alice: User, alice_app: App, path: str) -> None:
    recommended(12, alice)

    first = ids(alice_app, path, pageIndex=1, pageSize=10)
    second = ids(alice_app, path, pageIndex=1, pageSize=10, id=int(first[-1]))
    assert (len(first), len(second)) == (10, 2)
    assert not set(first) & set(second)


@lists
def test_an_iphones_blank_id_means_the_first_page(alice: User, alice_app: App, path: str) -> None:
    recommended(12, alice)

    first = ids(alice_app, path, pageIndex=1, pageSize=9, id="")
    assert first == ids(alice_app, path, pageIndex=1, pageSize=9)
    assert len(ids(alice_app, path, pageIndex=1, pageSize=9, id=first[-1])) == 3


@lists
def test_an_iphone_counts_down_from_the_same_total_on_every_page(
    alice: User, alice_app: App, path: str
) -> None:
    videos = recommended(12, alice)

    data = alice_app.get(path, pageIndex=1, pageSize=9, id=videos[8].pk).data
    assert data["total"] == 12


@lists
@pytest.mark.parametrize("size", [5, 10], ids=["the mini program", "Flutter"])
def test_others_page_by_number(alice: User, alice_app: App, path: str, size: int) -> None:
    videos = recommended(12, alice)

    seen = [key for n in range(1, 5) for key in ids(alice_app, path, pageIndex=n, pageSize=size)]
    assert seen == [str(video.pk) for video in videos]


def test_the_player_demo_hides_nothing_that_is_recommended(alice: User, alice_app: App) -> None:
    recommended(3, alice)

    page = alice_app.get(RECOMMENDED, pageIndex=1, pageSize=10).data["videoList"]
    assert {video["censorStatus"] for video in page} == {"success"}


@each_app
def test_every_app_reads_the_video_that_it_published(alice_app: App, started: Video, reader: Reader) -> None:
    form = {"title": "", "tags": "", "cateName": "", "duration": "0.0", "size": "0", "cateId": "0"}
    answer = alice_app.post("/vod/videoPublish", videoId=started.vod_id, **form)

    assert troubles(reader, VIDEO, answer.data) == []
    assert answer.data["censorStatus"] == "onCensor"
    assert answer.data["narrowTranscodeStatus"] == ""


def test_a_second_publish_is_a_failure_by_result_and_by_code(alice_app: App, started: Video) -> None:
    alice_app.post("/vod/videoPublish", videoId=started.vod_id)

    answer = alice_app.post("/vod/videoPublish", videoId=started.vod_id)
    assert answer.body["result"] == "false"
    assert answer.body["code"] != "200"


def test_a_refused_deletion_is_a_failure_by_result_and_by_code(
    public: Video, bob: User, bob_app: App
) -> None:
    answer = bob_app.post("/vod/deleteVideoById", videoId=public.vod_id, userId=bob.user_id)

    assert (answer.body["result"], answer.body["code"]) == ("false", "403")


def test_flutter_plays_the_url_in_the_list(alice_app: App, bob_app: App, publish: Upload) -> None:
    publish(alice_app)
    Video.objects.get().refresh_from_db()

    (video,) = bob_app.get("/demo/getVideoList").data["videoList"]
    assert inprocess.answer("GET", video["fileUrl"], {"Range": "bytes=0-99"})[0] == 206


def test_the_mini_program_plays_what_get_video_by_id_answers(
    alice_app: App, stranger: App, publish: Upload
) -> None:
    video = publish(alice_app, title="Sea at dawn")

    data = stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).data
    assert data["videoBase"]["title"] == "Sea at dawn"
    assert data["videoBase"]["coverURL"].startswith("http")
    for stream in data["playInfoList"]:
        assert stream["definition"] in ("FD", "LD", "SD", "HD", "OD", "2K", "4K")
        assert inprocess.answer("GET", stream["playURL"], {"Range": "bytes=0-99"})[0] == 206


def test_the_player_demos_read_their_list(alice: User, stranger: App) -> None:
    texts = (
        "videoId title tags status description createTime modifyTime modificationTime creationTime coverUrl"
        " cateName storageLocation fileUrl"
    )
    model = {**dict.fromkeys(texts.split(), "text"), "duration": "seconds", "size": "int", "cateId": "int"}
    a_video(alice)

    data = stranger.get("/demo/getVideoList", cateId="1000025282", pageNo=1, pageSize=10).data
    assert troubles(IPHONE, {"total": "int", "videoList": [model]}, data) == []
    assert data["total"] == 1


@each_app
def test_every_app_reads_that_nobody_is_live(alice_app: App, reader: Reader) -> None:
    data = alice_app.get("/vod/getRecommendLiveList", pageIndex=1, pageSize=10).data

    assert troubles(reader, {"total": "int", "liveList": [{}]}, data) == []
