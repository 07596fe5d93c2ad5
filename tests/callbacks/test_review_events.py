"""AIMediaAuditComplete and CreateAuditComplete"""

import pytest

from accounts.models import User
from tests.app import App
from tests.callbacks import bodies
from tests.callbacks.conftest import Tell
from tests.callbacks.seen import listed, queued
from tests.videos.rows import a_draft, fresh, recommended
from videos.models import Recommendation, Video


@pytest.mark.parametrize(
    ("suggestion", "review", "reason"),
    [("pass", "success", ""), ("block", "fail", "porn"), ("review", "check", "porn")],
)
def test_the_machine_decides(tell: Tell, video: Video, suggestion: str, review: str, reason: str) -> None:
    tell(bodies.review(video.vod_id, suggestion))

    assert (fresh(video).review, fresh(video).review_reason) == (review, reason)


def test_what_the_machine_said_is_kept_beside_its_verdict(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "review"))

    said = fresh(video)
    assert (said.machine_verdict, said.machine_label, said.machine_modules) == (
        "review",
        "porn",
        "video,image-cover",
    )
    assert said.reviewed_at is None


def test_a_second_file_makes_the_machines_words_old(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "block"))
    assert fresh(video).reviewed_at is not None
    tell(bodies.file_upload(video.vod_id, after=100, file="second"))

    said = fresh(video)
    assert (said.review, said.machine_verdict, said.machine_label) == ("onCensor", "", "")
    assert said.reviewed_at is None


def test_vod_is_told_and_an_approved_video_goes_on(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "pass"))

    assert queued() == ["videos.tasks.process", "videos.tasks.tell_verdict"]


def test_a_blocked_video_goes_nowhere_but_vod_is_told(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "block"))

    assert queued() == ["videos.tasks.tell_verdict"]


def test_a_doubtful_video_waits_for_a_person(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "review"))

    assert queued() == []


def test_a_failed_review_rejects(tell: Tell, video: Video) -> None:
    failed = {**bodies.review(video.vod_id), "Status": "fail", "Code": "InvalidMedia"}
    del failed["Data"]

    tell(failed)
    assert fresh(video).review == "fail"


def test_the_verdict_of_an_older_job_is_ignored(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id, "pass", job_id="review-0"))

    assert fresh(video).review == "onCensor"


def test_a_verdict_may_overtake_the_answer_to_its_order(tell: Tell, video: Video) -> None:
    Video.objects.update(review_job="")

    tell(bodies.review(video.vod_id, "pass"))
    assert fresh(video).review == "success"


@pytest.mark.parametrize("after", [99, 101])
def test_the_first_files_verdict_does_not_approve_the_second(tell: Tell, video: Video, after: int) -> None:
    tell(bodies.file_upload(video.vod_id, after=100))

    tell(bodies.review(video.vod_id, "pass", after=after))
    assert fresh(video).review == "onCensor"


def test_the_first_files_audit_does_not_approve_the_second(tell: Tell, video: Video) -> None:
    tell(bodies.file_upload(video.vod_id, after=100))

    tell(bodies.audit(video.vod_id, "Normal", after=99))
    assert fresh(video).review == "onCensor"
    tell(bodies.audit(video.vod_id, "Normal", after=101))
    assert fresh(video).review == "success"


@pytest.mark.parametrize(("verdict", "review"), [("Normal", "success"), ("Blocked", "fail")])
def test_a_person_in_vods_console_decides_what_is_open(
    tell: Tell, video: Video, verdict: str, review: str
) -> None:
    tell(bodies.audit(video.vod_id, verdict))

    assert fresh(video).review == review


@pytest.mark.parametrize("ours", ["success", "fail"])
@pytest.mark.parametrize("verdict", ["Normal", "Blocked"])
def test_an_audit_never_overrides_ours(
    tell: Tell, video: Video, operator: User, ours: str, verdict: str
) -> None:
    Video.objects.update(review=ours, reviewed_by=operator, review_reason="Mine")

    tell(bodies.audit(video.vod_id, verdict, reason="Theirs"))
    assert (fresh(video).review, fresh(video).review_reason) == (ours, "Mine")


def test_a_word_that_vod_never_used_decides_nothing(tell: Tell, video: Video) -> None:
    assert tell(bodies.review(video.vod_id, "maybe")) == 200
    assert tell(bodies.audit(video.vod_id, "Perhaps")) == 200

    assert fresh(video).review == "onCensor"


def test_an_unpublished_video_is_not_decided(tell: Tell, alice: User) -> None:
    draft = a_draft(alice)

    tell(bodies.review(draft.vod_id))
    assert fresh(draft).review == ""


def test_a_blocked_video_leaves_the_feed_at_once(tell: Tell, alice: User, alice_app: App) -> None:
    (video,) = recommended(1, alice)
    Video.objects.update(review="check")

    tell(bodies.review(video.vod_id, "block"))
    assert listed(alice_app) == []
    assert Recommendation.objects.get().withdrawn_at is not None
