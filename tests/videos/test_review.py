"""Who decides whether others may see a video."""

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.line import Line
from tests.videos.rows import a_draft, a_video, fresh, recommended
from videos import review
from videos.models import Recommendation, Video
from videos.states import Review

NOW = timezone.now()


def machine(video: Video, verdict: Review, *, job_id: str = "") -> bool:
    return review.cloud_decides(video.vod_id, verdict, at=NOW, job_id=job_id, reason="porn")


def test_a_persons_verdict_stands_against_the_machine(alice: User, operator: User) -> None:
    video = a_video(alice, review="onCensor")

    assert review.person_decides(video.vod_id, Review.REJECTED, by=operator, reason="Too loud")
    assert not machine(video, Review.APPROVED)
    video = fresh(video)
    assert (video.review, video.review_reason, video.reviewed_by) == ("fail", "Too loud", operator)


def test_a_person_overrides_the_machine_and_another_person(alice: User, bob: User, operator: User) -> None:
    video = a_video(alice, review="onCensor")

    assert machine(video, Review.REJECTED)
    assert review.person_decides(video.vod_id, Review.APPROVED, by=operator)
    assert review.person_decides(video.vod_id, Review.REJECTED, by=bob, reason="No")
    assert (fresh(video).review, fresh(video).reviewed_by) == ("fail", bob)


@pytest.mark.parametrize(
    ("now", "verdict", "moves"),
    [
        ("onCensor", Review.APPROVED, True),
        ("onCensor", Review.CHECK, True),
        ("check", Review.APPROVED, True),
        ("check", Review.REJECTED, True),
        ("success", Review.REJECTED, False),
        ("success", Review.CHECK, False),
        ("fail", Review.APPROVED, False),
    ],
)
def test_the_machine_decides_what_is_open(alice: User, now: str, verdict: Review, *, moves: bool) -> None:
    video = a_video(alice, review=now)

    assert machine(video, verdict) is moves
    assert fresh(video).review == (verdict if moves else now)


@pytest.mark.parametrize("verdict", [Review.APPROVED, Review.REJECTED])
def test_nobody_decides_what_is_not_there(alice: User, operator: User, verdict: Review) -> None:
    claim = a_video(alice, is_claim=True, review="onCensor")

    for video in (claim, a_draft(alice), a_video(alice, deleted_at=NOW)):
        assert not machine(video, verdict)
        assert not review.person_decides(video.vod_id, verdict, by=operator)
        assert fresh(video).review == video.review
    assert not DBTaskResult.objects.exists()


def test_a_rejection_withdraws_the_recommendation_at_once(alice: User, operator: User) -> None:
    (video,) = recommended(1, alice)

    review.person_decides(video.vod_id, Review.REJECTED, by=operator)
    assert Recommendation.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(("action", "verdict"), [("approve", "success"), ("reject", "fail")])
def test_operators_decide_in_the_back_office(
    alice: User, back_office: Client, operator: User, action: str, verdict: str
) -> None:
    video = a_video(alice, review="check")

    form = {"action": action, "_selected_action": [video.pk], "confirmed": 1, "reason": "Too loud"}
    assert back_office.post("/admin/videos/video/", form).status_code == 302
    assert (fresh(video).review, fresh(video).reviewed_by) == (verdict, operator)


def test_a_rejected_video_plays_nowhere_not_even_at_vod(
    alice_app: App, operator: User, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)

    review.person_decides(video.vod_id, Review.REJECTED, by=operator, reason="No")
    work()
    assert Media.objects.get().status == "Blocked"
    assert fresh(video).review == "fail"
    assert alice_app.get("/vod/getVideoPlayAuth", videoId=video.vod_id).code == "409"


def test_a_person_may_let_in_what_the_machine_kept_out(
    alice_app: App, stranger: App, operator: User, upload: Upload, work: Work
) -> None:
    video = upload(alice_app)
    alice_app.post("/vod/videoPublish", videoId=video.vod_id)
    machine(video, Review.REJECTED)
    work()
    assert (fresh(video).review, fresh(video).transcode) == ("fail", "")

    review.person_decides(video.vod_id, Review.APPROVED, by=operator)
    work()
    video = fresh(video)
    assert (video.review, video.transcode, video.status) == ("success", "success", "Normal")
    assert video.problem == ""
    assert stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).ok


def test_a_public_video_that_was_rejected_may_come_back(
    alice_app: App, stranger: App, operator: User, publish: Upload, work: Work, line: Line
) -> None:
    video = publish(alice_app)
    for verdict in (Review.REJECTED, Review.APPROVED):
        review.person_decides(video.vod_id, verdict, by=operator)
        work()

    assert (Media.objects.get().status, fresh(video).status) == ("Normal", "Normal")
    assert stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).ok
    assert line.calls.count("CreateAudit") == 3
    assert line.calls.count("SubmitTranscodeJobs") == 1


def test_of_two_quick_verdicts_vod_learns_the_last(
    alice_app: App, operator: User, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)
    for verdict in (Review.REJECTED, Review.APPROVED, Review.REJECTED):
        review.person_decides(video.vod_id, verdict, by=operator)
    work()

    assert Media.objects.get().status == "Blocked"
    assert fresh(video).review == "fail"


def test_a_verdict_waits_for_a_busy_cloud(
    alice_app: App, operator: User, publish: Upload, work: Work, later: Work, line: Line
) -> None:
    video = publish(alice_app)
    line.throttle("CreateAudit")
    review.person_decides(video.vod_id, Review.REJECTED, by=operator)
    work()
    assert Media.objects.get().status == "Normal"

    line.mend()
    later()
    work()
    assert Media.objects.get().status == "Blocked"


@pytest.mark.parametrize("reason", ["海" * 200, "x" * 200, "a\nb"])
def test_a_long_reason_is_cut_to_what_vod_takes(
    alice_app: App, operator: User, publish: Upload, work: Work, reason: str
) -> None:
    video = publish(alice_app)
    review.person_decides(video.vod_id, Review.REJECTED, by=operator, reason=reason)
    work()

    assert fresh(video).problem == ""
    assert Media.objects.get().status == "Blocked"
