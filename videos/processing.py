"""What has to happen to a video next: asked of VOD and ordered there, outside of any transaction.

Every step looks at the row first, so doing it again does no harm: tasks may run twice, or late.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from qulive import aliyun
from qulive.aliyun.errors import CloudBusy, CloudError, MediaNotFound
from qulive.aliyun.types import Media
from videos import feed, snapshots, transcode
from videos.models import Rendition, Video
from videos.states import BROKEN, DECIDED, UNDECIDED, Review, Snapshots, Status, Transcode
from videos.tombstones import bury

logger = logging.getLogger(__name__)

# A media that was not created just now is nobody's to claim.
CLAIM_WINDOW = timedelta(hours=24)

# Nor does the file of a published video come any more after that.
UPLOAD_WINDOW = timedelta(hours=72)

# What the owner and the operators read; the log has VOD's own words.
UNKNOWN_TO_VOD = gettext_noop("The video service does not know this video.")
UNREADABLE = gettext_noop("The video service cannot read this file as a video.")
REFUSED = gettext_noop("The video service refused to work on this video.")
SILENT = gettext_noop("The video service does not answer. It will be asked again.")
NOT_UPLOADED = gettext_noop("The file has not been uploaded yet.")
NEVER_UPLOADED = gettext_noop("The file was never uploaded.")

# What VOD's next answer may show to be over.
PASSING = (SILENT, NOT_UPLOADED)


class FileMissing(CloudBusy):
    """VOD has the media, and its file is still to come."""


def process(vod_id: str) -> None:
    """Take the video's next steps. Raises CloudError where it has to be asked again."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None or (video.is_claim and not confirm(video)):
        return
    if not ask(video):
        return
    if video.published_at is None:
        watch(video)
        return
    if video.status == Status.UPLOADING:
        miss(video, published_at=video.published_at)
        return
    if video.status in BROKEN and video.transcode_round == 0:
        break_off(video, Status(video.status), UNREADABLE)
        return
    for order, field, failure in ORDERS:
        take(order, video, field, failure)


def take(order: Callable[[Video], None], video: Video, field: str, failure: str) -> None:
    """Order one thing. What VOD refuses for good is written down, and keeps nothing else from its turn."""
    try:
        order(video)
    except CloudError as error:
        if not error.permanent:
            raise
        logger.warning("%s: %s (request %s)", video.vod_id, error, error.request_id or "-")
        as_read = {field: getattr(video, field)}
        with feed.changing(video.vod_id):
            Video.objects.filter(pk=video.pk, **as_read).update(**{field: failure}, problem=REFUSED)


def ask(video: Video) -> bool:
    """Learn what VOD knows of the video; False if it knows nothing, and the video is broken off."""
    try:
        media = aliyun.vod().media(video.vod_id)
    except MediaNotFound:
        break_off(video, Status.UPLOAD_FAILED, UNKNOWN_TO_VOD)
        return False
    learn(video, media)
    return True


def watch(draft: Video) -> None:
    """Wait for an ownerless upload to play: no event tells. Raises CloudBusy."""
    if draft.owner_id is None and draft.status in (Status.UPLOADED, Status.TRANSCODING):
        raise CloudBusy("The file is not playable yet.")


def miss(video: Video, *, published_at: datetime) -> None:
    """Wait for the file, for a while. Raises FileMissing."""
    if published_at < timezone.now() - UPLOAD_WINDOW:
        break_off(video, Status.UPLOAD_FAILED, NEVER_UPLOADED)
        return
    # Its event may have come while we asked.
    Video.objects.filter(pk=video.pk, uploaded_at=None).update(problem=NOT_UPLOADED)
    raise FileMissing("The file is not there yet.")


def break_off(video: Video, status: Status, problem: str) -> None:
    """Nothing will come of this video: let none of its states wait any more."""
    rows = Video.objects.filter(pk=video.pk)
    with feed.changing(video.vod_id):
        rows.update(status=status, problem=problem)
        rows.filter(snapshot__in=(Snapshots.NONE, Snapshots.RUNNING)).update(snapshot=Snapshots.FAILED)
        rows.filter(transcode__in=Transcode.FAILED.predecessors()).update(transcode=Transcode.FAILED)
        rows.filter(review__in=UNDECIDED).update(
            review=Review.REJECTED, review_reason=problem, reviewed_at=timezone.now()
        )
        # VOD plays none of it, whatever it is told.
        rows.filter(review__in=DECIDED).update(verdict_told=F("review"))


def confirm(claim: Video) -> bool:
    """Ask VOD whether somebody uploaded this just now; otherwise release the claim."""
    try:
        media = aliyun.vod().media(claim.vod_id)
    except MediaNotFound:
        claim.delete()
        return False
    if media.created_at < timezone.now() - CLAIM_WINDOW:
        claim.delete()
        return False
    # The owner may have deleted it while we asked.
    return bool(Video.objects.filter(pk=claim.pk).update(is_claim=False))


def learn(video: Video, media: Media) -> None:
    """Write down what VOD knows: its status, and facts that no event has told us."""
    with feed.changing(video.vod_id):
        learn_facts(video, media)
    if media.snapshots and video.snapshot == Snapshots.RUNNING:
        snapshots.completed(video.vod_id, list(media.snapshots), at=timezone.now())
    if media.status == Status.NORMAL:
        transcode.keep_streams(video.vod_id, aliyun.vod().streams(video.vod_id))
    video.refresh_from_db()


def learn_facts(video: Video, media: Media) -> None:
    rows = Video.objects.filter(pk=video.pk)
    rows.filter(problem__in=PASSING).update(problem="")
    # What plays goes on playing while VOD makes more of it.
    if (video.status, media.status) != (Status.NORMAL, Status.TRANSCODING):
        # An event may have moved the status while we asked; then it knows better.
        rows.filter(status=video.status).update(status=media.status)
    if media.status != Status.UPLOADING:
        rows.filter(uploaded_at=None).update(uploaded_at=timezone.now())
    facts: dict[str, Any] = {name: getattr(media, name) for name in ("duration", "size")}
    rows.update(**{name: value for name, value in facts.items() if value})
    if media.cover_url:
        rows.filter(cover_url="").update(cover_url=media.cover_url)


def order_review(video: Video) -> None:
    """Order the machine's review of the current file, once; VOD reads title and description too."""
    due = settings.REVIEW_FIRST or video.transcode in (Transcode.DONE, Transcode.FAILED)
    if not due or video.review != Review.WAITING or video.review_job:
        return
    aliyun.vod().describe(
        video.vod_id, title=video.title, description=video.description, cover_url=video.cover_url
    )
    job_id = aliyun.vod().review(video.vod_id)
    # A second file may have come while we asked; it is for a job of its own.
    same_file = Video.objects.filter(pk=video.pk, uploaded_at=video.uploaded_at)
    same_file.filter(review_job="").update(review_job=job_id)


def order_transcode(video: Video) -> None:
    """Order the renditions, once: of what was approved, or of everything where review comes second."""
    due = video.review == Review.APPROVED or not settings.REVIEW_FIRST
    if due and video.transcode == Transcode.NONE:
        transcode.order(video)


def order_narrow(video: Video) -> None:
    """Order the narrow-band renditions that an operator asked for, once."""
    if video.narrow_transcode == Transcode.RUNNING:
        transcode.order(video, Rendition.Kind.NARROW)


# What is ordered, in this order; which state says so; what that state becomes if VOD refuses for good.
ORDERS: Final[tuple[tuple[Callable[[Video], None], str, str], ...]] = (
    (snapshots.order, "snapshot", Snapshots.FAILED),
    (order_review, "review", Review.CHECK),
    (order_transcode, "transcode", Transcode.FAILED),
    (order_narrow, "narrow_transcode", Transcode.FAILED),
)


def tell_verdict(vod_id: str) -> None:
    """Tell VOD what we decided: only an approved video plays there."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None or video.review not in DECIDED or not ask(video):
        return
    approved = video.review == Review.APPROVED
    # What the machine could not see is no matter of taste; once blocked, VOD would not say so any more.
    if not approved and video.status in BROKEN:
        break_off(video, Status(video.status), UNREADABLE)
        return
    aliyun.vod().audit(vod_id, approved=approved, reason=video.review_reason)
    told = Video.objects.filter(pk=video.pk)
    with feed.changing(vod_id):
        told.update(verdict_told=video.review)
        told.filter(problem=REFUSED).exclude(transcode=Transcode.FAILED).update(problem="")
    ask(video)


def describe(vod_id: str) -> None:
    """Tell VOD what the video is called and looks like, after somebody changed it here."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None:
        return
    aliyun.vod().describe(vod_id, title=video.title, description=video.description, cover_url=video.cover_url)


def preload(vod_id: str) -> None:
    """Have the CDN fetch all files of a video."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None:
        return
    files = [one.url for one in video.renditions.playable()]
    urls = dict.fromkeys([video.file_url, *files, video.first_frame_url, video.cover_url])
    aliyun.vod().preload([url for url in urls if url])
    Video.objects.filter(pk=video.pk).update(preloaded_at=timezone.now())


def delete_media(vod_id: str) -> None:
    """Delete VOD's copy of a video that is deleted here."""
    if Video.objects.existing().filter(vod_id=vod_id).exists():
        return
    aliyun.vod().delete(vod_id)
    Video.objects.filter(vod_id=vod_id).update(purged_at=timezone.now())


def bury_if_gone(vod_id: str) -> None:
    """Bury a video that an event calls deleted, if VOD itself says so too: events can be forged."""
    try:
        aliyun.vod().media(vod_id)
    except MediaNotFound:
        bury(vod_id)
        Video.objects.filter(vod_id=vod_id).update(purged_at=timezone.now())
