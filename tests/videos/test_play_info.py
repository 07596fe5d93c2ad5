"""GET /vodVideo/getVideoById: how the mini program plays."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.app import Answer, App
from tests.videos.line import Line
from tests.videos.rows import LONG_AGO, a_draft, a_rendition, a_video
from videos.models import Video


def play_info(app: App, video: Video) -> Answer:
    return app.get("/vodVideo/getVideoById", videoId=video.vod_id)


def test_a_public_video_answers_its_renditions(alice: User, stranger: App) -> None:
    video = a_video(alice)
    a_rendition(video, "job-2", definition="HD", width=1080, height=1920)
    a_rendition(video, "job-1", size=1815321, duration=10.4167, bitrate="925", fps="30")

    info = play_info(stranger, video).data
    assert [one["definition"] for one in info["playInfoList"]] == ["LD", "HD"]
    assert info["playInfoList"][0] == {
        "playURL": "http://cdn.example.com/job-1.mp4",
        "definition": "LD",
        "format": "mp4",
        "width": 540,
        "height": 960,
        "size": 1815321,
        "bitrate": "925",
        "fps": "30",
        "duration": "10.4167",
        "jobId": "job-1",
        "status": "Normal",
        "encrypt": 0,
        "streamType": "video",
    }


def test_it_tells_of_the_video_what_players_show(alice: User, stranger: App) -> None:
    video = a_video(alice)

    answer = play_info(stranger, video)
    base = answer.data["videoBase"]
    assert answer.data["requestId"] == answer.body["requestId"]
    assert (base["videoId"], base["title"], base["status"]) == (video.vod_id, "Sea at dawn", "Normal")
    assert (base["coverURL"], base["duration"]) == (video.cover_url, "10.4167")
    assert base["creationTime"].endswith("Z")


def test_a_rendition_that_is_not_there_is_not_answered(alice: User, stranger: App) -> None:
    video = a_video(alice)
    a_rendition(video, "job-1", state="onTranscode", url="")
    a_rendition(video, "job-2", state="fail")
    a_rendition(video, "job-3")

    assert [one["jobId"] for one in play_info(stranger, video).data["playInfoList"]] == ["job-3"]


def test_what_was_made_of_a_replaced_file_is_not_answered(alice: User, stranger: App) -> None:
    video = a_video(alice, transcode_round=1, narrow_round=1)
    a_rendition(video, "old", round=0)
    a_rendition(video, "old-narrow", round=0, kind="tab")
    a_rendition(video, "new", round=1)

    assert [one["jobId"] for one in play_info(stranger, video).data["playInfoList"]] == ["new"]


@pytest.mark.parametrize(
    "facts",
    [
        {"review": "onCensor"},
        {"review": "check"},
        {"review": "fail"},
        {"status": "Blocked"},
        {"transcode": "fail"},
        {"deleted_at": LONG_AGO},
    ],
    ids=str,
)
def test_what_is_not_public_does_not_exist(alice: User, stranger: App, facts: dict[str, Any]) -> None:
    assert play_info(stranger, a_video(alice, **facts)).code == "404"


def test_a_draft_does_not_exist_unless_it_is_an_ownerless_one_that_plays(alice: User, stranger: App) -> None:
    assert play_info(stranger, a_draft(alice)).code == "404"
    assert play_info(stranger, a_draft(None, status="UploadSucc")).code == "404"
    assert play_info(stranger, a_draft(None, deleted_at=timezone.now())).code == "404"
    assert play_info(stranger, a_draft(None)).ok


def test_a_disabled_owners_video_does_not_exist(alice: User, stranger: App) -> None:
    video = a_video(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert play_info(stranger, video).code == "404"


def test_the_cloud_is_not_asked(alice: User, stranger: App, line: Line) -> None:
    line.refuse()

    assert play_info(stranger, a_video(alice)).ok
    assert stranger.get("/vodVideo/getVideoById", videoId="unknown").code == "404"
    assert line.calls == []


def test_a_stale_token_is_not_looked_at(alice: User) -> None:
    assert play_info(App("stale"), a_video(alice)).ok
