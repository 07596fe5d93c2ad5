"""A publish may name an id that we never handed out: the app uploaded with STS."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qulive import aliyun
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import CLIPS, Work, put
from tests.videos.line import Line
from videos.models import Video

UNKNOWN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def sts_upload(db: None) -> str:
    """A clip that an app uploaded without our help; return VOD's id of it."""
    ticket = aliyun.vod().create_upload(title="From STS", file_name="sunrise.mp4")
    put(
        {"uploadAddress": ticket.address, "uploadAuth": ticket.auth},
        (CLIPS / "sunrise.mp4").read_bytes(),
    )
    return ticket.media_id


def claim(app: App, vod_id: str) -> Video:
    assert app.post("/vod/videoPublish", videoId=vod_id, title="Mine").ok
    return Video.objects.get(vod_id=vod_id)


def personal(app: App) -> list[str]:
    page = app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data
    return [video["videoId"] for video in page["videoList"]]


def test_a_claim_is_seen_by_its_owner_only(alice_app: App, bob_app: App, stranger: App) -> None:
    video = claim(alice_app, UNKNOWN)

    assert video.is_claim
    assert personal(alice_app) == [UNKNOWN]
    assert personal(bob_app) == []
    assert stranger.get("/vodVideo/getVideoById", videoId=UNKNOWN).code == "404"


def test_a_claim_does_not_play_not_even_for_its_owner(alice_app: App, line: Line) -> None:
    claim(alice_app, UNKNOWN)

    assert alice_app.get("/vod/getVideoPlayAuth", videoId=UNKNOWN).code == "404"
    assert line.calls == []


def test_a_claim_opens_no_upload(alice_app: App, stranger: App, line: Line) -> None:
    claim(alice_app, UNKNOWN)

    assert alice_app.get("/vod/refreshVideoUploadAuth", videoId=UNKNOWN).code == "404"
    assert stranger.get("/vod/refreshVideoUploadAuth", videoId=UNKNOWN).code == "404"
    assert line.calls == []


def test_what_vod_made_just_now_becomes_a_video(alice_app: App, sts_upload: str, work: Work) -> None:
    video = claim(alice_app, sts_upload)
    work()

    video.refresh_from_db()
    assert not video.is_claim
    assert (video.status, video.review, video.transcode) == ("Normal", "success", "success")
    assert alice_app.get("/vod/getVideoPlayAuth", videoId=sts_upload).ok


@pytest.mark.parametrize(("hours", "kept"), [(23, True), (25, False)])
def test_a_media_of_yesterday_is_nobodys_to_claim(
    alice_app: App, sts_upload: str, tasks: Work, hours: int, *, kept: bool
) -> None:
    Media.objects.update(created_at=timezone.now() - timedelta(hours=hours))
    claim(alice_app, sts_upload)
    tasks()

    assert Video.objects.filter(vod_id=sts_upload).exists() is kept
    assert Media.objects.exists()


def test_what_vod_does_not_know_is_released(alice_app: App, bob_app: App, tasks: Work) -> None:
    claim(alice_app, UNKNOWN)
    tasks()

    assert not Video.objects.exists()
    assert personal(alice_app) == []
    assert claim(bob_app, UNKNOWN).is_claim


@pytest.fixture
def unconfirmed(alice_app: App, sts_upload: str, line: Line, tasks: Work) -> Video:
    """A claim that VOD was too busy to confirm."""
    line.throttle()
    video = claim(alice_app, sts_upload)
    tasks()
    return video


def test_a_busy_cloud_leaves_a_claim_and_is_asked_again(
    unconfirmed: Video, line: Line, later: Work, work: Work
) -> None:
    unconfirmed.refresh_from_db()
    assert unconfirmed.is_claim

    line.mend()
    later()
    work()
    unconfirmed.refresh_from_db()
    assert not unconfirmed.is_claim


def test_a_deleted_claim_leaves_nothing_and_touches_no_media(
    alice_app: App, bob_app: App, sts_upload: str, work: Work, line: Line
) -> None:
    claim(alice_app, sts_upload)

    assert alice_app.post("/vod/deleteVideoById", videoId=sts_upload).ok
    assert not Video.objects.exists()
    work()
    assert "DeleteVideo" not in line.calls
    assert Media.objects.exists()
    assert claim(bob_app, sts_upload).is_claim
