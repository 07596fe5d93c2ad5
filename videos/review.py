"""May others see it? The machine proposes, a person decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone

from accounts.models import User
from qulive.aliyun.types import Opinion
from videos import tasks
from videos.holding import held
from videos.models import Recommendation, Video
from videos.states import DECIDED, UNDECIDED, MachineVerdict, Review

REASON_MAX = 128

# The machine's words, in its event and when it is asked.
VERDICTS: Final[Mapping[str, Review]] = {
    "pass": Review.APPROVED,
    "block": Review.REJECTED,
    "review": Review.CHECK,
}


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

    The opinion is the machine's, if it was the machine.
    """
    with held(vod_id, told_at=at) as video:
        if video is None or not video.published_at or not is_of_current_file(video, job_id):
            return False
        # What the machine saw is worth knowing even where it decides nothing any more.
        is_news = opinion is not None and note(video, opinion)
        if video.review not in UNDECIDED:
            return is_news
        decide(video, verdict, reason)
        video.reviewed_at = timezone.now() if verdict in DECIDED else None
    return True


def is_of_current_file(video: Video, job_id: str) -> bool:
    """Tell whether the verdict of such a job, if it is one's, is about the file that is there."""
    # It may overtake the answer to our order, unless it can be that of a replaced file.
    is_early = not video.review_job and video.transcode_round == 0
    return not job_id or video.review_job == job_id or is_early


def note(video: Video, opinion: Opinion) -> bool:
    """Keep what the machine said first of the file; False if that is kept already."""
    if video.machine_verdict != MachineVerdict.NONE:
        return False
    if opinion.suggestion in MachineVerdict.values:
        video.machine_verdict = MachineVerdict(opinion.suggestion)
    video.machine_label = opinion.label[:64]
    video.machine_modules = opinion.modules[:128]
    return True


def person_decides(vod_id: str, verdict: Review, *, by: User, reason: str = "") -> bool:
    """Apply an operator's verdict; it stands until the next person's."""
    with held(vod_id) as video:
        if video is None or not video.published_at:
            return False
        decide(video, verdict, reason)
        video.reviewed_by, video.reviewed_at = by, timezone.now()
    return True


def decide(video: Video, verdict: Review, reason: str) -> None:
    """Write the verdict down: a rejected video leaves the feed now, VOD learns of it soon."""
    video.review, video.review_reason = verdict, reason[:REASON_MAX]
    if verdict == Review.REJECTED:
        Recommendation.objects.filter(video=video).update(withdrawn_at=timezone.now())
    if verdict in DECIDED:
        tasks.tell_verdict.enqueue(video.vod_id)
    if verdict == Review.APPROVED:
        tasks.process.enqueue(video.vod_id)
