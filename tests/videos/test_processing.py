"""What happens between a publish and a public video: orders at VOD, each once, whatever goes wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import CLIPS, Upload, Work, put
from tests.videos.line import Line
from tests.videos.rows import a_draft, fresh
from videos import processing
from videos import tasks as video_tasks
from videos.models import Video

ORDERS = {"SubmitSnapshotJob": 2, "SubmitAIMediaAuditJob": 1, "SubmitTranscodeJobs": 1, "CreateAudit": 1}


@pytest.fixture
def published(alice_app: App, upload: Upload) -> Video:
    """An uploaded video that was published just now; no task ran since."""
    video = upload(alice_app)
    assert alice_app.post("/vod/videoPublish", videoId=video.vod_id).ok
    return fresh(video)


def waiting() -> DBTaskResult:  # type: ignore[type-arg]
    """The one task that is put off."""
    return DBTaskResult.objects.get(status="READY")


def problems(app: App) -> list[str]:
    """What the owner reads about each of their videos."""
    return [video["problem"] for video in app.get("/vod/getPersonalVideoList").data["videoList"]]


def states() -> tuple[str, ...]:
    """The states of the only video."""
    video = Video.objects.get()
    return video.status, video.review, video.transcode, video.snapshot


def orders(line: Line) -> dict[str, int]:
    return {action: line.calls.count(action) for action in ORDERS if action in line.calls}


def test_all_is_ordered_once(published: Video, line: Line, work: Work) -> None:
    work()

    assert orders(line) == ORDERS
    assert published.snapshots.count() == 8
    assert set(published.renditions.values_list("state", flat=True)) == {"success"}


def test_doing_it_again_orders_nothing_again(published: Video, line: Line, work: Work) -> None:
    work()
    before = Video.objects.values().get()

    for _ in range(3):
        video_tasks.process.enqueue(published.vod_id)
        work()
    assert orders(line) == ORDERS
    assert Video.objects.values().get() == before


def test_doing_it_twice_before_any_event_comes_orders_once(published: Video, line: Line, tasks: Work) -> None:
    video_tasks.process.enqueue(published.vod_id)
    tasks()

    assert orders(line) == {"SubmitSnapshotJob": 2, "SubmitAIMediaAuditJob": 1}
    video = fresh(published)
    assert (video.snapshot, video.review, video.transcode) == ("onSnapshot", "onCensor", "")
    assert video.review_job != ""


def test_before_the_publish_nothing_is_ordered(alice_app: App, upload: Upload, line: Line) -> None:
    upload(alice_app)

    assert orders(line) == {}


def test_the_clouds_facts_are_written_down(published: Video, tasks: Work) -> None:
    Video.objects.update(duration=0, size=0, status="Uploading", uploaded_at=None)
    tasks()

    video = fresh(published)
    assert video.duration > 2
    assert (video.size > 1000, video.status, video.uploaded_at is None) == (True, "Normal", False)


@pytest.mark.parametrize(("attempt", "seconds"), [(0, 3), (1, 6), (2, 9), (6, 3600)])
def test_a_busy_cloud_puts_it_off_longer_each_time(
    published: Video, line: Line, tasks: Work, attempt: int, seconds: int
) -> None:
    DBTaskResult.objects.all().delete()
    line.throttle()
    video_tasks.process.enqueue(published.vod_id, attempt)
    tasks()

    later = waiting()
    assert later.args_kwargs["args"] == [published.vod_id, attempt + 1]
    assert abs(later.run_after - timezone.now() - timedelta(seconds=seconds)) < timedelta(seconds=3)
    assert fresh(published).problem == ""


@pytest.mark.parametrize("action", ["GetVideoInfo", "SubmitSnapshotJob", "SubmitAIMediaAuditJob"])
def test_what_was_put_off_ends_well(
    published: Video, line: Line, work: Work, later: Work, action: str
) -> None:
    line.throttle(action)
    work()
    assert fresh(published).review == "onCensor"

    line.mend()
    later()
    work()
    video = fresh(published)
    assert (video.review, video.transcode, video.snapshot) == ("success", "success", "success")


def test_patience_ends_in_a_visible_problem(published: Video, line: Line, tasks: Work) -> None:
    DBTaskResult.objects.all().delete()
    line.throttle()
    video_tasks.process.enqueue(published.vod_id, len(video_tasks.PATIENCE))
    tasks()

    assert fresh(published).problem == processing.SILENT
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_what_asking_again_cannot_help_is_a_problem_at_once(
    published: Video, line: Line, tasks: Work
) -> None:
    line.refuse("SubmitAIMediaAuditJob", code="OperationDenied.Suspended")
    tasks()

    video = fresh(published)
    assert (video.review, video.problem) == ("check", processing.REFUSED)
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_problem_tells_no_secret(published: Video, line: Line, tasks: Work) -> None:
    line.refuse(code="OperationDenied")
    tasks()

    assert "Signature" not in fresh(published).problem
    assert "http" not in fresh(published).problem


def test_a_publish_before_its_file_waits_for_it(alice: User, alice_app: App, tasks: Work, line: Line) -> None:
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])
    tasks()

    assert orders(line) == {}
    assert waiting().args_kwargs["args"][1] == 1
    assert problems(alice_app) == ["The file has not been uploaded yet."]


def test_a_file_that_never_came_is_given_up(alice_app: App, tasks: Work, later: Work) -> None:
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])
    Video.objects.update(published_at=timezone.now() - timedelta(hours=73))
    tasks()

    assert states() == ("UploadFail", "fail", "fail", "fail")
    assert problems(alice_app) == ["The file was never uploaded."]
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_file_that_comes_after_all_starts_over(alice_app: App, work: Work, tasks: Work) -> None:
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])
    Video.objects.update(published_at=timezone.now() - timedelta(hours=73))
    tasks()

    put(credential, (CLIPS / "sunrise.mp4").read_bytes())
    work()
    assert states() == ("Normal", "success", "success", "success")
    assert problems(alice_app) == [""]


def test_a_file_that_is_no_video_fails_and_its_owner_sees_why(alice_app: App, work: Work, line: Line) -> None:
    """Even when it is published before VOD looked at it, and review and snapshots are ordered in vain."""
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    put(credential, bytes(200_000))
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])
    work()

    assert orders(line) == {"SubmitSnapshotJob": 2, "SubmitAIMediaAuditJob": 1}
    assert states() == ("TranscodeFail", "fail", "fail", "fail")
    assert problems(alice_app) == ["The video service cannot read this file as a video."]


def test_a_demo_upload_is_watched_until_it_plays(stranger: App, work: Work, tasks: Work, later: Work) -> None:
    credential = stranger.get("/demo/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    put(credential, (CLIPS / "sunrise.mp4").read_bytes())
    video_tasks.process.enqueue(credential["videoId"])
    tasks()
    assert Video.objects.get().status == "UploadSucc"

    work()
    later()
    work()
    assert stranger.get("/demo/getVideoPlayAuth", videoId=credential["videoId"]).ok


def test_a_refusal_is_shown_until_the_video_plays(published: Video, line: Line, work: Work) -> None:
    line.refuse("SubmitTranscodeJobs")
    work()
    video_tasks.process.enqueue(published.vod_id)
    work()

    video = fresh(published)
    assert (video.transcode, video.problem) == ("fail", processing.REFUSED)


def test_a_media_that_vod_lost_is_a_problem(alice: User, alice_app: App, tasks: Work) -> None:
    draft = a_draft(alice)
    alice_app.post("/vod/videoPublish", videoId=draft.vod_id)
    tasks()

    video = fresh(draft)
    assert (video.status, video.problem) == ("UploadFail", processing.UNKNOWN_TO_VOD)
    assert (video.review, video.transcode, video.snapshot) == ("fail", "fail", "fail")


def test_a_deleted_video_is_not_processed(published: Video, alice_app: App, line: Line, work: Work) -> None:
    alice_app.post("/vod/deleteVideoById", videoId=published.vod_id)
    work()

    assert orders(line) == {}
    assert line.calls == ["DeleteVideo"]


def test_an_unknown_video_is_no_trouble(db: None, tasks: Work, line: Line) -> None:
    for task in (video_tasks.process, video_tasks.tell_verdict):
        task.enqueue("unknown")
    tasks()

    assert not DBTaskResult.objects.failed().exists()
    assert line.calls == []


def test_every_task_may_run_twice(published: Video, alice_app: App, work: Work) -> None:
    work()
    for task in (video_tasks.tell_verdict, video_tasks.bury_if_gone, video_tasks.delete_media):
        for _ in range(2):
            task.enqueue(published.vod_id)
    work()

    assert fresh(published).deleted_at is None
    assert fresh(published).status == "Normal"


def test_a_second_file_that_comes_while_its_review_is_ordered_gets_a_review_of_its_own(
    published: Video, line: Line
) -> None:
    stale = fresh(published)
    Video.objects.update(uploaded_at=timezone.now())

    processing.order_review(stale)
    assert fresh(published).review_job == ""


def test_a_video_that_plays_stays_public_while_vod_makes_more_renditions(
    alice_app: App, publish: Upload, tasks: Work
) -> None:
    """GetVideoInfo says Transcoding until the last rendition is there; the first one plays already."""
    video = publish(alice_app)
    Media.objects.update(status="Transcoding")

    video_tasks.tell_verdict.enqueue(video.vod_id)
    video_tasks.process.enqueue(video.vod_id)
    tasks()
    assert Video.objects.public().get() == video
