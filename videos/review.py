"""May others see it? The machine proposes, a person decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from videos import feed, tasks
from videos.models import Recommendation, Video
from videos.states import DECIDED, UNDECIDED, Review

REASON_MAX = 128

# The machine's words, in its event and when it is asked.
VERDICTS: Final[Mapping[str, Review]] = {
    "pass": Review.APPROVED,
    "block": Review.REJECTED,
    "review": Review.CHECK,
}


@transaction.atomic
def cloud_decides(vod_id: str, verdict: Review, *, at: datetime, job_id: str = "", reason: str = "") -> bool:
    """Apply a verdict that comes from VOD, where none of ours stands; False if it changes nothing.

    The verdict of an older job is about a file that is no longer there.
    """
    undecided = Video.objects.published().filter(vod_id=vod_id, review__in=UNDECIDED, is_claim=False)
    videos = undecided.unreplaced_since(at)
    if job_id:
        # A verdict may overtake the answer to our order, unless it can be that of a replaced file.
        videos = videos.filter(Q(review_job=job_id) | Q(review_job="", transcode_round=0))
    if not videos.update(review=verdict, review_reason=reason[:REASON_MAX]):
        return False
    settle(vod_id)
    return True


@transaction.atomic
def person_decides(vod_id: str, verdict: Review, *, by: User, reason: str = "") -> bool:
    """Apply an operator's verdict; it stands until the next person's."""
    videos = Video.objects.published().filter(vod_id=vod_id, is_claim=False)
    if not videos.update(review=verdict, review_reason=reason[:REASON_MAX], reviewed_by=by):
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
