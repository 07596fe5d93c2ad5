"""What has to happen to a video next: asked of VOD and ordered there, outside of any transaction.

Every step looks at the row first, so doing it again does no harm: tasks may run twice, or late.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from qulive import aliyun
from qulive.aliyun.errors import CloudBusy, MediaNotFound
from videos import snapshots, transcode
from videos.models import Video
from videos.states import Review, Status, Transcode
from videos.tombstones import bury

# A media that was not created just now is nobody's to claim.
CLAIM_WINDOW = timedelta(hours=24)


def process(vod_id: str) -> None:
    """Take the video's next steps. Raises CloudError where it has to be asked again."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None or (video.is_claim and not confirm(video)):
        return
    learn(video)
    if video.published_at is None:
        return
    if video.status == Status.UPLOADING:
        raise CloudBusy("The file is not there yet.")
    snapshots.order(video)
    order_review(video)
    if video.transcode == Transcode.NONE and (video.review == Review.APPROVED or not settings.REVIEW_FIRST):
        transcode.order(video)


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


def learn(video: Video) -> None:
    """Write down what VOD knows: its status, and facts that no event has told us."""
    media = aliyun.vod().media(video.vod_id)
    rows = Video.objects.filter(pk=video.pk)
    # An event may have moved the status while we asked; then it knows better.
    rows.filter(status=video.status).update(status=media.status)
    if media.status != Status.UPLOADING:
        rows.filter(uploaded_at=None).update(uploaded_at=timezone.now())
    rows.update(**{name: getattr(media, name) for name in ("duration", "size") if getattr(media, name)})
    if media.cover_url:
        rows.filter(cover_url="").update(cover_url=media.cover_url)
    if media.status == Status.NORMAL:
        transcode.keep_streams(video, aliyun.vod().streams(video.vod_id))
    video.refresh_from_db()


def order_review(video: Video) -> None:
    """Order the machine's review of the current file, once."""
    if video.review != Review.WAITING or video.review_job:
        return
    job_id = aliyun.vod().review(video.vod_id)
    # A second file may have come while we asked; it is for a job of its own.
    same_file = Video.objects.filter(pk=video.pk, uploaded_at=video.uploaded_at)
    same_file.filter(review_job="").update(review_job=job_id)


def tell_verdict(vod_id: str) -> None:
    """Tell VOD what we decided: only an approved video plays there."""
    video = Video.objects.existing().filter(vod_id=vod_id).first()
    if video is None or video.review not in (Review.APPROVED, Review.REJECTED):
        return
    approved = video.review == Review.APPROVED
    aliyun.vod().audit(vod_id, approved=approved, reason=video.review_reason)


def delete_media(vod_id: str) -> None:
    """Delete VOD's copy of a video that is deleted here."""
    if not Video.objects.filter(vod_id=vod_id, deleted_at=None).exists():
        aliyun.vod().delete(vod_id)


def bury_if_gone(vod_id: str) -> None:
    """Bury a video that an event calls deleted, if VOD itself says so too: events can be forged."""
    try:
        aliyun.vod().media(vod_id)
    except MediaNotFound:
        bury(vod_id)
