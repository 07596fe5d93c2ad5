"""manage.py reconcile_videos"""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from sandbox import faults
from sandbox.models import Job
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import CLIPS, Upload, Work, put
from tests.videos.line import Line
from tests.videos.rows import fresh, several
from videos import reconcile, rework
from videos.management.commands import reconcile_videos
from videos.models import Video
from videos.processing import NOT_UPLOADED, UNKNOWN_TO_VOD, UNREADABLE
from videos.review import person_decides
from videos.states import Review

DONE = ("success", "success", "success", "Normal")


@pytest.fixture
def published(alice_app: App, upload: Upload) -> Video:
    """An uploaded video that was published just now; no task ran since."""
    video = upload(alice_app)
    assert alice_app.post("/vod/videoPublish", videoId=video.vod_id).ok
    return fresh(video)


def run(*arguments: str, minutes: int = 0) -> str:
    out = io.StringIO()
    call_command("reconcile_videos", *arguments, minutes=minutes, stdout=out, stderr=out)
    return out.getvalue()


def states(video: Video) -> tuple[str, ...]:
    row = fresh(video)
    return row.review, row.transcode, row.snapshot, row.status


def test_a_video_whose_events_are_all_lost_gets_done(published: Video, work: Work) -> None:
    faults.switch(drop=1)
    work()
    assert fresh(published).review == "onCensor"

    for _ in range(2):
        run()
        work()
    row = fresh(published)
    assert states(published) == DONE
    assert row.first_frame_url
    assert row.renditions.playable().exists()


def test_a_video_whose_tasks_are_lost_gets_done(published: Video, work: Work) -> None:
    DBTaskResult.objects.all().delete()
    run()
    work()

    assert states(published) == DONE


@pytest.mark.parametrize("lose", ["tasks", "events"])
def test_narrow_band_renditions_that_an_operator_ordered_get_made(
    published: Video, work: Work, lose: str
) -> None:
    work()
    assert rework.transcode_narrow(published.vod_id)
    if lose == "tasks":
        DBTaskResult.objects.all().delete()
    else:
        faults.switch(drop=1)
        work()
    run()
    work()

    assert fresh(published).narrow_transcode == "success"
    assert states(published) == DONE


@pytest.mark.parametrize(
    "fault",
    [
        {"duplicate": True},
        {"reorder": True},
        {"delay": 60},
        {"drop": 0.5},
        {"rpc_error": 1},
        {"rpc_throttle": 1},
        {"rpc_garbage": 1},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_no_fault_of_the_cloud_loses_a_video(published: Video, work: Work, fault: dict[str, Any]) -> None:
    faults.switch(**fault)
    work()
    faults.switch(**dict.fromkeys(fault, 0))

    for _ in range(3):
        run()
        work()
    assert states(published) == DONE


def test_orders_that_got_lost_at_vod_are_given_again(published: Video, tasks: Work, work: Work) -> None:
    tasks()
    assert fresh(published).snapshot == "onSnapshot"
    Job.objects.all().delete()
    run()
    work()

    assert states(published) == DONE


def test_what_is_done_is_left_alone(alice_app: App, publish: Upload, line: Line) -> None:
    publish(alice_app)
    line.calls.clear()

    assert "0 video(s) reconciled" in run()
    assert line.calls == []


def test_what_is_young_is_left_alone(published: Video, line: Line) -> None:
    line.calls.clear()

    assert "0 video(s) reconciled" in run(minutes=10)
    assert line.calls == []


def test_a_dry_run_asks_and_changes_nothing(published: Video, line: Line) -> None:
    line.calls.clear()
    answer = run("--dry-run")

    assert published.vod_id in answer
    assert "1 video(s) would be reconciled." in answer
    assert line.calls == []
    assert fresh(published).reconciled_at is None


def test_a_verdict_that_vod_does_not_know_is_told(alice_app: App, publish: Upload, operator: User) -> None:
    video = publish(alice_app)
    person_decides(video.vod_id, Review.REJECTED, by=operator, reason="Not ours.")
    DBTaskResult.objects.all().delete()
    run()

    assert Media.objects.get(video_id=video.vod_id).audit_status == "Blocked"
    assert fresh(video).verdict_told == "fail"


def test_a_deletion_that_vod_does_not_know_is_told(published: Video, alice_app: App) -> None:
    alice_app.post("/vod/deleteVideoById", videoId=published.vod_id)
    DBTaskResult.objects.all().delete()
    run()

    assert not Media.objects.filter(video_id=published.vod_id).exists()
    assert "0 video(s) reconciled" in run()


def test_a_claim_whose_task_is_lost_is_released(alice: User, alice_app: App) -> None:
    alice_app.post("/vod/videoPublish", videoId="f" * 32)
    DBTaskResult.objects.all().delete()
    run()

    assert not Video.objects.filter(vod_id="f" * 32).exists()


def test_a_file_that_is_no_video_keeps_its_reason(alice_app: App, work: Work, line: Line) -> None:
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    put(credential, bytes(200_000))
    work()
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])
    work()
    before = Video.objects.values().get()
    line.calls.clear()

    assert "0 video(s) reconciled" in run()
    assert line.calls == []
    assert before["problem"] == UNREADABLE
    assert Video.objects.values().get() == before


@pytest.mark.parametrize("verdict", [Review.APPROVED, Review.REJECTED])
def test_a_video_that_vod_lost_is_not_asked_about_for_ever(
    alice_app: App, publish: Upload, operator: User, verdict: Review
) -> None:
    video = publish(alice_app)
    Media.objects.all().delete()
    person_decides(video.vod_id, verdict, by=operator)
    Video.objects.update(verdict_told="")
    DBTaskResult.objects.all().delete()

    assert "1 video(s) reconciled, 0 failed, 0 are still unfinished." in run()
    assert (fresh(video).status, fresh(video).problem) == ("UploadFail", UNKNOWN_TO_VOD)


def test_a_file_that_is_still_to_come_is_no_failure(alice_app: App) -> None:
    credential = alice_app.get("/vod/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    alice_app.post("/vod/videoPublish", videoId=credential["videoId"])

    assert "1 video(s) reconciled, 0 failed, 1 are still unfinished." in run()
    assert Video.objects.get().problem == NOT_UPLOADED


def test_a_silent_cloud_ends_in_exit_code_1_and_stops_nobody_else(published: Video, line: Line) -> None:
    line.throttle("GetVideoInfo")
    with pytest.raises(CommandError, match="did not answer"):
        run()

    line.mend()
    assert "1 video(s) reconciled, 0 failed" in run()


def test_a_busy_cloud_is_given_time_and_then_left_alone(
    alice: User, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(reconcile_videos, "sleep", pauses.append)
    several(7, alice, snapshot="")
    line.throttle()
    with pytest.raises(CommandError):
        run()

    assert pauses == [1, 2, 4, 8]
    assert line.calls == ["GetVideoInfo"] * 5


def test_what_vod_refuses_slows_nothing_down(
    alice: User, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile_videos, "sleep", lambda _seconds: pytest.fail("It waited."))
    several(7, alice, snapshot="")
    line.refuse()
    with pytest.raises(CommandError):
        run()

    assert len(line.calls) == 7


def test_a_demo_upload_whose_event_is_lost_plays(stranger: App, work: Work) -> None:
    credential = stranger.get("/demo/getVideoUploadAuth", title="Sunrise", fileName="a.mp4").data
    faults.switch(drop=1)
    put(credential, (CLIPS / "sunrise.mp4").read_bytes())
    work()
    assert Video.objects.get().status == "Uploading"

    run()
    assert stranger.get("/demo/getVideoPlayAuth", videoId=credential["videoId"]).ok
    assert "0 video(s) reconciled" in run()


def test_two_machines_do_not_take_the_same_video(published: Video) -> None:
    here, there = fresh(published), fresh(published)

    assert reconcile.take(here)
    assert not reconcile.take(there)
