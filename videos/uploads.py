"""From an upload credential to an uploaded file."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from qulive import aliyun
from qulive.aliyun.types import UploadCredential
from qulive.api.errors import NotFound
from videos import tasks
from videos.holding import held
from videos.models import Video
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


def upload_completed(vod_id: str, *, at: datetime, size: int, url: str) -> bool:
    """VOD has the file. A second file on a published video takes it off public lists, back to review."""
    with held(vod_id) as video:
        if video is None or (video.uploaded_at and video.uploaded_at >= at):
            return False
        if video.uploaded_at is None:
            arrive(video, size=size, url=url)
        else:
            video.status, video.size, video.file_url = Status.UPLOADED, size, url
            start_over(video)
        video.uploaded_at = at
        tasks.process.enqueue(vod_id)
    return True


def arrive(video: Video, *, size: int, url: str) -> None:
    """Take in the first file; what is known already stays."""
    if video.status == Status.UPLOAD_FAILED:
        # It came after all.
        start_over(video)
    if video.status in (Status.UPLOADING, Status.UPLOAD_FAILED):
        video.status = Status.UPLOADED
    video.size = video.size or size
    video.file_url = video.file_url or url
    video.problem = ""


def start_over(video: Video) -> None:
    """Forget what was decided about and made from the file that was there before."""
    if video.cover_url == video.first_frame_url:
        video.cover_url = ""
    video.first_frame_url = video.problem = ""
    video.duration = 0
    video.snapshot = Snapshots.NONE
    video.transcode = video.narrow_transcode = Transcode.NONE
    video.transcode_round += 1
    video.narrow_round += 1
    video.preloaded_at = None
    if video.review != Review.NONE:
        video.review = Review.WAITING
        video.review_job = video.review_reason = ""
        video.reviewed_by = video.reviewed_at = None
        video.machine_verdict = MachineVerdict.NONE
        video.machine_label = video.machine_modules = ""
