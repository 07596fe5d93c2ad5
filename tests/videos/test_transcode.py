"""Renditions: ordered once, in rounds, and the best of them is the file."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from qulive.aliyun.types import Stream
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.line import Line
from tests.videos.rows import a_rendition, a_video, fresh
from videos import transcode
from videos.models import Rendition, Video


def a_stream(job_id: str, definition: str = "LD", kind: str = "mp4") -> Stream:
    return Stream(job_id, f"http://cdn.example.com/{job_id}.{kind}", definition, kind, width=540)


def done(video: Video, stream: Stream, *, succeeded: bool = True) -> bool:
    return transcode.jobs_completed(video.vod_id, [(stream, succeeded)], at=timezone.now())


@pytest.fixture
def ordered(alice_app: App, upload: Upload, tasks: Work) -> Video:
    """A video that is published and whose orders went out; the cloud did none of them yet."""
    video = upload(alice_app)
    alice_app.post("/vod/videoPublish", videoId=video.vod_id)
    tasks()
    return fresh(video)


def test_review_comes_first(ordered: Video, line: Line, work: Work) -> None:
    assert (ordered.transcode, ordered.review) == ("", "onCensor")

    work()
    assert line.calls.count("SubmitTranscodeJobs") == 1
    assert fresh(ordered).transcode == "success"


def test_where_transcoding_comes_first_review_waits_for_it(
    settings: Settings, alice_app: App, upload: Upload, tasks: Work, line: Line
) -> None:
    settings.REVIEW_FIRST = False
    video = upload(alice_app)
    alice_app.post("/vod/videoPublish", videoId=video.vod_id)
    tasks()

    assert (fresh(video).transcode, fresh(video).review) == ("onTranscode", "onCensor")
    assert line.calls.count("SubmitTranscodeJobs") == 1
    assert "SubmitAIMediaAuditJob" not in line.calls


def test_either_way_it_is_ordered_once_and_shown_once_approved(
    settings: Settings, alice_app: App, stranger: App, publish: Upload, line: Line
) -> None:
    settings.REVIEW_FIRST = False
    video = publish(alice_app)

    assert (video.transcode, video.review) == ("success", "success")
    assert line.calls.count("SubmitTranscodeJobs") == 1
    assert stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).ok


def test_what_was_rejected_is_not_transcoded(alice: User, line: Line) -> None:
    a_video(alice, review="fail", transcode="")

    assert "SubmitTranscodeJobs" not in line.calls


def test_an_order_notes_its_jobs(alice_app: App, upload: Upload) -> None:
    video = upload(alice_app)
    source = video.renditions.get()

    transcode.order(video)
    ordered = video.renditions.exclude(pk=source.pk)
    assert set(ordered.values_list("state", "kind", "round")) == {("onTranscode", "common", 0)}
    assert fresh(video).transcode == "onTranscode"


def test_jobs_under_way_are_not_ordered_again(alice_app: App, upload: Upload, line: Line) -> None:
    video = upload(alice_app)

    for _ in range(2):
        transcode.order(video)
    assert line.calls.count("SubmitTranscodeJobs") == 1


def test_an_event_that_was_faster_than_the_answer_stays(alice_app: App, upload: Upload) -> None:
    video = upload(alice_app)
    done(video, a_stream("early"))

    transcode.order(video)
    assert fresh(video).transcode == "success"
    assert video.renditions.get(job_id="early").state == "success"


def test_the_best_mp4_is_the_file(alice: User) -> None:
    video = a_video(alice)
    for name in ("SD", "2K", "FD"):
        done(video, a_stream(name, name))
    done(video, a_stream("4K", "4K", "m3u8"))

    assert fresh(video).file_url == "http://cdn.example.com/2K.mp4"


def test_an_unheard_of_definition_is_better_than_none(alice: User) -> None:
    video = a_video(alice, file_url="")

    done(video, a_stream("odd", "AUTO"))
    assert fresh(video).file_url == "http://cdn.example.com/odd.mp4"
    done(video, a_stream("fd", "FD"))
    assert fresh(video).file_url == "http://cdn.example.com/fd.mp4"


def test_without_an_mp4_the_file_stays_the_upload(alice: User) -> None:
    video = a_video(alice, transcode="onTranscode")

    done(video, a_stream("hls", "HD", "m3u8"))
    assert fresh(video).file_url == "http://cdn.example.com/sea.mp4"
    assert fresh(video).transcode == "success"


def test_a_finished_job_stays_as_it_is(alice: User) -> None:
    video = a_video(alice)
    done(video, a_stream("job-1"))

    assert not done(video, a_stream("job-1", "HD"))
    assert not done(video, a_stream("job-1"), succeeded=False)
    assert Rendition.objects.get().definition == "LD"


def test_two_videos_may_have_jobs_of_one_name(alice: User) -> None:
    first, second = a_video(alice), a_video(alice)

    assert done(first, a_stream("job-1"))
    assert done(second, a_stream("job-1"))
    assert Rendition.objects.count() == 2


def test_a_new_round_starts_without_the_old_ones_renditions(alice: User) -> None:
    video = a_video(alice, transcode_round=1)
    a_rendition(video, "old", round=0, definition="4K")

    done(video, a_stream("new", "FD"))
    assert fresh(video).file_url == "http://cdn.example.com/new.mp4"
