"""Pictures along a video: one for its first frame, eight for the operators."""

from datetime import datetime

from qulive import aliyun
from videos.holding import held
from videos.models import Snapshot, Video
from videos.states import Snapshots

COUNTS = (1, 8)


def order(video: Video) -> None:
    """Order both sets, once. Raises CloudError."""
    if video.snapshot != Snapshots.NONE:
        return
    for count in COUNTS:
        aliyun.vod().snapshots(video.vod_id, count=count)
    with held(video.vod_id) as now:
        if now and now.snapshot == Snapshots.NONE:
            now.snapshot = Snapshots.RUNNING


def completed(vod_id: str, urls: list[str], *, at: datetime) -> bool:
    """Keep the pictures: the first is the first frame, and the cover of a video that came without one."""
    with held(vod_id, told_at=at) as video:
        if video is None or not urls:
            return False
        if len(urls) > 1:
            keep(video, urls)
            # The picture that was taken to be the first frame is the better one, whichever comes first.
            if video.first_frame_url:
                return True
        if video.cover_url in ("", video.first_frame_url):
            video.cover_url = urls[0]
        video.first_frame_url = urls[0]
        video.snapshot = Snapshots.DONE
    return True


def keep(video: Video, urls: list[str]) -> None:
    Snapshot.objects.bulk_create(
        [Snapshot(video=video, number=number, url=url) for number, url in enumerate(urls, 1)],
        update_conflicts=True,
        unique_fields=["video", "number"],
        update_fields=["url"],
    )


def failed(vod_id: str, *, at: datetime) -> bool:
    with held(vod_id, told_at=at) as video:
        if video is None or video.snapshot not in (Snapshots.NONE, Snapshots.RUNNING):
            return False
        video.snapshot = Snapshots.FAILED
    return True
