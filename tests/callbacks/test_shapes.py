"""The same event in every shape that VOD is known to write it in."""

import json

import pytest

from callbacks.models import Receipt
from tests.callbacks import bodies
from tests.callbacks.bodies import CDN, Body
from tests.callbacks.conftest import Post, Tell
from tests.videos.rows import fresh
from videos.models import Rendition, Video


def renamed(body: Body, old: str, new: str) -> Body:
    return {new if name == old else name: value for name, value in body.items()}


def as_text(body: Body) -> Body:
    return {**body, "Data": json.dumps(body["Data"])}


REVIEW = bodies.review("{vod_id}")
REVIEWS = {
    "the new name": REVIEW,
    "the old name": {**REVIEW, "EventType": "AIVideoCensorComplete"},
    "Data as text": as_text(REVIEW),
    "the old name and Data as text": {**as_text(REVIEW), "EventType": "AIVideoCensorComplete"},
    "VideoId": renamed(REVIEW, "MediaId", "VideoId"),
    "a blank behind a name": renamed(REVIEW, "MediaId", "MediaId "),
    "a blank behind the event's name": renamed(REVIEW, "EventType", "EventType "),
    "milliseconds behind a colon": {**REVIEW, "EventTime": "2022-10-20T10:29:46:540Z"},
    "milliseconds behind a point": {**REVIEW, "EventTime": "2022-10-20T10:29:46.540Z"},
    "no time": {**REVIEW, "EventTime": None},
    "an unreadable time": {**REVIEW, "EventTime": "yesterday"},
    "capital letters": {**REVIEW, "Data": {"Suggestion": "PASS"}},
    "no job": renamed(REVIEW, "JobId", "Job"),
    "an empty VideoId": {**REVIEW, "VideoId": None},
    "what we never heard of": {**REVIEW, "New": {"deep": [1, None, True]}},
}


@pytest.mark.parametrize("body", REVIEWS.values(), ids=REVIEWS)
def test_a_review_is_understood(tell: Tell, video: Video, body: Body) -> None:
    mine = {name: video.vod_id if value == "{vod_id}" else value for name, value in body.items()}

    assert tell(mine) == 200
    assert fresh(video).review == "success"
    assert Receipt.objects.get().vod_id == video.vod_id


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2017-03-20T07:49:17Z", "2017-03-20T07:49:17+00:00"),
        ("2022-10-20T10:29:46:540Z", "2022-10-20T10:29:46+00:00"),
        (" 2022-10-20T10:29:46Z ", "2022-10-20T10:29:46+00:00"),
        ("0001-01-01T00:00:00Z", ""),
        ("9999-12-31T23:59:59Z", ""),
        ("2022-13-20T10:29:46Z", ""),
        ("2022-10-20T10:29+08Z", ""),
        (1490000000, ""),
    ],
)
def test_a_time_is_read_in_utc(tell: Tell, written: object, read: str) -> None:
    tell({**bodies.image_upload(), "EventTime": written})

    time = Receipt.objects.get().event_time
    assert (time.isoformat() if time else "") == read


@pytest.mark.parametrize("name", ["FileUrl", "FileURL", "FileUrl "])
def test_a_files_address_has_two_spellings(tell: Tell, video: Video, name: str) -> None:
    event = bodies.stream_transcode(video.vod_id, bodies.stream("job-1"))

    tell(renamed(event, "FileUrl", name))
    assert fresh(video).file_url == f"{CDN}/job-1-LD.mp4"


def test_numbers_come_as_texts_too(tell: Tell, video: Video) -> None:
    info = {
        **bodies.stream("job-1"),
        "Duration": "15.5",
        "Width": "540",
        "Height": "960",
        "Size": "1815321",
        "Bitrate": 925,
        "Fps": 29.97,
    }

    tell(bodies.transcode(video.vod_id, [info]))
    rendition = Rendition.objects.get()
    assert (rendition.width, rendition.height, rendition.size) == (540, 960, 1815321)
    assert (rendition.duration, rendition.bitrate, rendition.fps) == (15.5, "925", "29.97")


def test_a_size_may_be_a_text(tell: Tell, video: Video) -> None:
    Video.objects.update(uploaded_at=None)

    tell({**bodies.file_upload(video.vod_id), "Size": "1439213"})
    assert fresh(video).size == 1439213


def test_an_upload_without_a_status_is_one(tell: Tell, video: Video) -> None:
    Video.objects.update(uploaded_at=None)
    event = bodies.file_upload(video.vod_id)
    del event["Status"]

    tell(event)
    assert fresh(video).file_url == f"{CDN}/source.mp4"


def test_a_stream_without_a_status_is_as_good_as_its_order(tell: Tell, video: Video) -> None:
    info = bodies.stream("job-1")
    del info["Status"]

    tell({**bodies.transcode(video.vod_id, []), "Status": "success", "StreamInfos": [info]})
    assert Rendition.objects.get().state == "success"


def test_snapshots_may_come_without_status_and_sub_type_and_in_several_sets(tell: Tell, video: Video) -> None:
    event = bodies.snapshot(video.vod_id)
    event["SnapshotInfos"] += bodies.snapshot(video.vod_id, count=8)["SnapshotInfos"]
    del event["Status"], event["SubType"]

    tell(event)
    assert fresh(video).first_frame_url.endswith("/1-10-00001.jpg")
    assert video.snapshots.count() == 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_body_is_read_in_whatever_encoding_json_may_have(post: Post, video: Video, encoding: str) -> None:
    body = json.dumps(bodies.review(video.vod_id)).encode(encoding)

    assert post(body).status_code == 200
    assert fresh(video).review == "success"


def test_a_text_keeps_its_characters(tell: Tell, video: Video) -> None:
    tell(bodies.audit(video.vod_id, "Blocked", reason="海边不可以"))

    assert fresh(video).review_reason == "海边不可以"
    assert "海边不可以" in Receipt.objects.get().body or "\\u6d77" in Receipt.objects.get().body
