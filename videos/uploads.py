"""From an upload credential to an uploaded file."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from qulive import aliyun
from qulive.aliyun.types import UploadCredential
from qulive.api.errors import NotFound
from videos import feed, tasks
from videos.models import Video
from videos.models.video import VideoQuerySet
from videos.states import MachineVerdict, Review, Snapshots, Status, Transcode

# A refreshed credential can overwrite the source, so without a token it is given while the row is young only.
REFRESH_WITHOUT_TOKEN = timedelta(hours=24)


def start_upload(
    owner: User | None,
    *,
    title: str,
    file_name: str,
    size: int = 0,
    description: str = "",
    cover_url: str = "",
    tags: str = "",
) -> UploadCredential:
    """Ask VOD for an upload credential; a row is born with its owner, or with none under `/demo`."""
    credential = aliyun.vod().create_upload(
        title=title,
        file_name=file_name,
        size=size,
        description=description,
        cover_url=cover_url,
        tags=tags,
    )
    Video.objects.create(
        vod_id=credential.media_id,
        owner=owner,
        title=title,
        description=description,
        cover_url=cover_url,
        tags=tags,
        size=size,
    )
    return credential


def refresh_upload(caller: User | None, vod_id: str) -> UploadCredential:
    """Return a fresh credential for the same file: to its owner, or to anybody while it is young."""
    if caller is not None:
        uploads = Video.objects.owned_by(caller).filter(is_claim=False)
    else:
        uploads = Video.objects.existing().filter(
            status=Status.UPLOADING,
            published_at=None,
            is_claim=False,
            created_at__gt=timezone.now() - REFRESH_WITHOUT_TOKEN,
        )
    if not uploads.filter(vod_id=vod_id).exists():
        raise NotFound(_("There is no unfinished upload of this video."))
    return aliyun.vod().refresh_upload(vod_id)


@transaction.atomic
def upload_completed(vod_id: str, *, at: datetime, size: int, url: str) -> bool:
    """VOD has the file. A second file on a published video takes it off public lists, back to review."""
    uploads = Video.objects.existing().filter(vod_id=vod_id, is_claim=False)
    first = uploads.filter(uploaded_at=None)
    again = uploads.filter(uploaded_at__lt=at)
    if first.update(uploaded_at=at, problem=""):
        # It came after all.
        start_over(uploads.filter(status=Status.UPLOAD_FAILED))
        missing = uploads.filter(status__in=(Status.UPLOADING, Status.UPLOAD_FAILED))
        missing.update(status=Status.UPLOADED)
        uploads.filter(size=0).update(size=size)
        uploads.filter(file_url="").update(file_url=url)
    elif again.update(uploaded_at=at, status=Status.UPLOADED, size=size, file_url=url):
        start_over(uploads)
    else:
        return False
    tasks.process.enqueue(vod_id)
    feed.follow_video(vod_id)
    return True


def start_over(uploads: VideoQuerySet) -> None:
    """Forget what was decided about and made from the file that was there before."""
    uploads.filter(cover_url=F("first_frame_url")).update(cover_url="")
    uploads.update(
        first_frame_url="",
        duration=0,
        snapshot=Snapshots.NONE,
        transcode=Transcode.NONE,
        transcode_round=F("transcode_round") + 1,
        narrow_transcode=Transcode.NONE,
        narrow_round=F("narrow_round") + 1,
        preloaded_at=None,
        problem="",
    )
    uploads.exclude(review=Review.NONE).update(
        review=Review.WAITING,
        review_job="",
        review_reason="",
        reviewed_by=None,
        reviewed_at=None,
        machine_verdict=MachineVerdict.NONE,
        machine_label="",
        machine_modules="",
    )
