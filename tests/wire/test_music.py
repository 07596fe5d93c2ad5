"""Music as the apps read it (contract/clients.md §7)."""

import pytest

from tests.app import App
from tests.music.rows import a_track, tracks
from tests.wire.readers import ANDROID, IPHONE, Model, troubles
from tests.wire.readers import App as Reader

LIST = "/music/getRecommendMusic"
TRACK = dict.fromkeys(("musicId", "title", "artistName", "duration", "source", "image"), "text")
MUSIC: Model = {"total": "text", "musicList": [TRACK]}

each_app = pytest.mark.parametrize("reader", [ANDROID, IPHONE], ids=["Android", "iOS"])


@each_app
def test_every_app_reads_its_music(stranger: App, reader: Reader) -> None:
    tracks(3)

    assert troubles(reader, MUSIC, stranger.get(LIST, pageNo=1, pageSize=20).data) == []


@each_app
def test_every_app_reads_that_there_is_none(stranger: App, reader: Reader) -> None:
    data = stranger.get(LIST, pageNo=1, pageSize=20).data

    assert troubles(reader, MUSIC, data) == []
    assert data == {"total": "0", "musicList": []}


def test_an_iphone_takes_the_last_three_characters_of_an_id(stranger: App) -> None:
    a_track(music_id="Q10001")

    (track,) = stranger.get(LIST, pageNo=1, pageSize=20).data["musicList"]
    assert track["musicId"][-3:] == "001"


def test_an_iphone_shows_the_cover_that_the_document_forgot(stranger: App) -> None:
    a_track(cover="http://cdn.example.com/cover.png")

    (track,) = stranger.get(LIST, pageNo=1, pageSize=20).data["musicList"]
    assert track["image"] == "http://cdn.example.com/cover.png"


@pytest.mark.parametrize(("size", "count"), [("25", 25), ("26", 26), ("27", 27), ("50", 50), ("51", 50)])
def test_androids_pages_grow_by_one_and_are_never_refused(stranger: App, size: str, count: int) -> None:
    tracks(60)

    answer = stranger.get(LIST, pageNo="1", pageSize=size, keyWords="")
    assert answer.ok
    assert len(answer.data["musicList"]) == count


def test_android_finds_both_texts_of_a_play_path(stranger: App) -> None:
    track = a_track()

    data = stranger.get("/music/getPlayPath", musicId=track.music_id, PACKAGE_NAME="com.aliyun").data
    assert troubles(IPHONE, {"playPath": "text", "expireTime": "text"}, data) == []
    assert data["expireTime"].isdigit()


def test_android_finds_them_for_a_track_that_is_gone_too(stranger: App) -> None:
    answer = stranger.get("/music/getPlayPath", musicId="T10033153675")

    assert answer.ok
    assert answer.data == {"playPath": "", "expireTime": ""}
