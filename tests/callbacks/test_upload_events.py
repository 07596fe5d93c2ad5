"""FileUploadComplete"""

import pytest
from django.utils import timezone

from accounts.models import User
from tests.app import App
from tests.callbacks import bodies
from tests.callbacks.bodies import CDN
from tests.callbacks.conftest import Tell
from tests.callbacks.seen import listed, queued
from tests.videos.rows import a_draft, a_video, fresh, recommended
from videos.models import Video


def test_the_first_file_arrives(tell: Tell, alice: User) -> None:
    draft = a_draft(alice, status="Uploading", uploaded_at=None, size=0, file_url="")

    tell(bodies.file_upload(draft.vod_id))
    draft = fresh(draft)
    assert (draft.status, draft.size, draft.file_url) == ("UploadSucc", 1439213, f"{CDN}/source.mp4")
    assert draft.uploaded_at == bodies.START
    assert queued() == ["videos.tasks.process"]


def test_a_publish_that_waited_for_its_file_has_no_problem_any_more(tell: Tell, alice: User) -> None:
    waiting = a_video(
        alice, status="Uploading", review="onCensor", uploaded_at=None, problem="The file is not there yet."
    )

    tell(bodies.file_upload(waiting.vod_id))
    assert fresh(waiting).problem == ""


def test_it_may_come_after_everything_else(tell: Tell, video: Video) -> None:
    Video.objects.update(uploaded_at=None)
    tell(bodies.transcode(video.vod_id, [bodies.stream("job-1")]))

    tell(bodies.file_upload(video.vod_id))
    video = fresh(video)
    assert (video.status, video.transcode, video.review) == ("Normal", "success", "onCensor")
    assert video.file_url == f"{CDN}/job-1-LD.mp4"


def test_a_second_file_takes_a_public_video_back_to_review(
    tell: Tell, alice: User, operator: User, alice_app: App
) -> None:
    (video,) = recommended(1, alice)
    Video.objects.update(uploaded_at=bodies.START, reviewed_by=operator, review_reason="Fine")
    assert listed(alice_app) == [video.vod_id]

    tell(bodies.file_upload(video.vod_id, after=100, file="second", size=7))
    assert listed(alice_app) == []
    video = fresh(video)
    assert (video.review, video.review_job, video.reviewed_by) == ("onCensor", "", None)
    assert (video.status, video.transcode, video.transcode_round) == ("UploadSucc", "", 1)
    assert (video.file_url, video.size) == (f"{CDN}/second.mp4", 7)
    assert queued() == ["videos.tasks.process"]


def test_no_picture_of_the_first_file_outlives_it(tell: Tell, video: Video) -> None:
    tell(bodies.snapshot(video.vod_id))
    tell(bodies.file_upload(video.vod_id, after=100))
    assert (fresh(video).first_frame_url, fresh(video).cover_url) == ("", "")

    tell(bodies.snapshot(video.vod_id, after=90))
    assert (fresh(video).first_frame_url, fresh(video).snapshot) == ("", "")
    tell(bodies.snapshot(video.vod_id, after=110))
    assert fresh(video).cover_url == f"{CDN}/{video.vod_id}/covers/1-110-00001.jpg"


def test_the_apps_own_cover_outlives_the_first_file(tell: Tell, video: Video) -> None:
    Video.objects.update(cover_url=f"{CDN}/mine.jpg")
    tell(bodies.snapshot(video.vod_id))

    tell(bodies.file_upload(video.vod_id, after=100))
    assert fresh(video).cover_url == f"{CDN}/mine.jpg"


@pytest.mark.parametrize("after", [-10, 0])
def test_a_late_event_of_the_first_file_resets_nothing(tell: Tell, video: Video, after: int) -> None:
    tell(bodies.review(video.vod_id))

    tell(bodies.file_upload(video.vod_id, after=after, file="again"))
    assert (fresh(video).review, fresh(video).transcode_round) == ("success", 0)


def test_a_time_to_come_does_not_hide_later_files(tell: Tell, video: Video) -> None:
    Video.objects.update(uploaded_at=None)
    tell({**bodies.file_upload(video.vod_id), "EventTime": "2099-01-01T00:00:00Z"})

    assert (fresh(video).uploaded_at or bodies.START) <= timezone.now()
