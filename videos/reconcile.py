"""Ask VOD about what stayed unfinished, and order again what got lost on the way.

Events and tasks may get lost; the rows say what is missing, and VOD says what became of it.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from qulive import aliyun
from videos import feed, processing
from videos.models import Rendition, Video
from videos.models.video import VideoQuerySet
from videos.review import VERDICTS, cloud_decides
from videos.states import Review, Snapshots, Status, Transcode


def due(before: datetime) -> VideoQuerySet:
    """Return what has been unfinished, and not asked about, since `before`."""
    return Video.objects.unfinished().filter(
        Q(reconciled_at=None) | Q(reconciled_at__lte=before),
        Q(published_at__lte=before)
        | Q(deleted_at__lte=before)
        | Q(published_at=None, deleted_at=None, created_at__lte=before),
    )


def take(video: Video) -> bool:
    """Take a video on, unless another machine did since we read it."""
    mine = Video.objects.filter(pk=video.pk, reconciled_at=video.reconciled_at)
    return bool(mine.update(reconciled_at=timezone.now()))


def reconcile(video: Video) -> None:
    """Bring one video up to what VOD knows, and order again what got lost. Raises CloudError."""
    if video.deleted_at:
        processing.delete_media(video.vod_id)
        return
    try:
        processing.process(video.vod_id)
    except processing.FileMissing:
        # That is no trouble of the cloud's; the row says it now.
        return
    ask_for_verdict(video)
    if forget_lost_orders(video):
        processing.process(video.vod_id)
    if Video.objects.published().filter(pk=video.pk).untold().exists():
        processing.tell_verdict(video.vod_id)


def ask_for_verdict(video: Video) -> None:
    """Apply the machine's verdict whose event did not come."""
    waiting = Video.objects.published().filter(pk=video.pk, review=Review.WAITING)
    if not waiting.exclude(review_job="").exists():
        return
    opinion = aliyun.vod().opinion(video.vod_id)
    if opinion and opinion.suggestion in VERDICTS:
        verdict = VERDICTS[opinion.suggestion]
        reason = "" if verdict == Review.APPROVED else opinion.label
        cloud_decides(video.vod_id, verdict, at=timezone.now(), reason=reason, opinion=opinion)


@transaction.atomic
def forget_lost_orders(before: Video) -> int:
    """Forget what was ordered before we asked, and is neither there nor under way now that VOD answered."""
    rows = Video.objects.existing().filter(pk=before.pk)
    lost = 0
    if before.snapshot == Snapshots.RUNNING:
        lost += rows.filter(snapshot=Snapshots.RUNNING).update(snapshot=Snapshots.NONE)
    if before.review_job:
        same_job = rows.filter(review=Review.WAITING, review_job=before.review_job)
        lost += same_job.update(review_job="")
    if before.transcode == Transcode.RUNNING:
        running = rows.filter(transcode=Transcode.RUNNING).exclude(status=Status.TRANSCODING)
        if running.update(transcode=Transcode.NONE):
            before.renditions.filter(state=Rendition.State.RUNNING, kind=Rendition.Kind.COMMON).delete()
            lost += 1
    feed.follow_video(before.vod_id)
    return lost
