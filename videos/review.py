"""May others see it? The machine proposes, a person decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from qulive.aliyun.types import Opinion
from videos import feed, tasks
from videos.models import Recommendation, Video
from videos.states import DECIDED, UNDECIDED, MachineVerdict, Review

REASON_MAX = 128

# The machine's words, in its event and when it is asked.
VERDICTS: Final[Mapping[str, Review]] = {
    "pass": Review.APPROVED,
    "block": Review.REJECTED,
    "review": Review.CHECK,
}


@transaction.atomic
def cloud_decides(
    vod_id: str,
    verdict: Review,
    *,
    at: datetime,
    job_id: str = "",
    reason: str = "",
    opinion: Opinion | None = None,
) -> bool:
    """Apply a verdict that comes from VOD, where none of ours stands; False if it changes nothing.

    The verdict of an older job is about a file that is no longer there. The opinion is the machine's, if
    it was the machine.
    """
    published = Video.objects.published().filter(vod_id=vod_id, is_claim=False)
    videos = published.unreplaced_since(at)
    if job_id:
        # A verdict may overtake the answer to our order, unless it can be that of a replaced file.
        videos = videos.filter(Q(review_job=job_id) | Q(review_job="", transcode_round=0))
    # What the machine saw is worth knowing even where it decides nothing any more.
    noted = videos.filter(machine_verdict=MachineVerdict.NONE).update(**as_kept(opinion)) if opinion else 0
    decided_at = timezone.now() if verdict in DECIDED else None
    undecided = videos.filter(review__in=UNDECIDED)
    if not undecided.update(review=verdict, review_reason=reason[:REASON_MAX], reviewed_at=decided_at):
        return bool(noted)
    settle(vod_id)
    return True


def as_kept(opinion: Opinion) -> dict[str, Any]:
    """What a video keeps of the machine's opinion."""
    known = opinion.suggestion if opinion.suggestion in MachineVerdict.values else MachineVerdict.NONE
    return {
        "machine_verdict": known,
        "machine_label": opinion.label[:64],
        "machine_modules": opinion.modules[:128],
    }


@transaction.atomic
def person_decides(vod_id: str, verdict: Review, *, by: User, reason: str = "") -> bool:
    """Apply an operator's verdict; it stands until the next person's."""
    videos = Video.objects.published().filter(vod_id=vod_id, is_claim=False)
    decided = {"review": verdict, "review_reason": reason[:REASON_MAX]}
    if not videos.update(**decided, reviewed_by=by, reviewed_at=timezone.now()):
        return False
    settle(vod_id)
    return True


def settle(vod_id: str) -> None:
    """Draw the consequences of a verdict: a rejected video leaves the feed now, VOD learns of it soon."""
    video = Video.objects.get(vod_id=vod_id)
    if video.review == Review.REJECTED:
        Recommendation.objects.filter(video=video).update(withdrawn_at=timezone.now())
    if video.review in DECIDED:
        tasks.tell_verdict.enqueue(vod_id)
    if video.review == Review.APPROVED:
        tasks.process.enqueue(vod_id)
    feed.follow_video(vod_id)
