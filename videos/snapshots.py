"""Pictures along a video: one for its first frame, eight for the operators."""

from datetime import datetime

from django.db import transaction

from qulive import aliyun
from videos import feed
from videos.models import Snapshot, Video
from videos.states import Snapshots

COUNTS = (1, 8)


def order(video: Video) -> None:
    """Order both sets, once. Raises CloudError."""
    if video.snapshot != Snapshots.NONE:
        return
    for count in COUNTS:
        aliyun.vod().snapshots(video.vod_id, count=count)
    with feed.changing(video.vod_id):
        Video.objects.filter(pk=video.pk, snapshot=Snapshots.NONE).update(snapshot=Snapshots.RUNNING)


@transaction.atomic
def completed(vod_id: str, urls: list[str], *, at: datetime) -> bool:
    """Keep the pictures: the first is the first frame, and the cover of a video that came without one."""
    videos = Video.objects.existing().filter(vod_id=vod_id, is_claim=False)
    video = videos.unreplaced_since(at).in_turn().first()
    if video is None or not urls:
        return False
    rows = Video.objects.filter(pk=video.pk)
    if len(urls) > 1:
        Snapshot.objects.bulk_create(
            [Snapshot(video=video, number=number, url=url) for number, url in enumerate(urls, 1)],
            update_conflicts=True,
            unique_fields=["video", "number"],
            update_fields=["url"],
        )
        # The picture that was taken to be the first frame is the better one, whichever comes first.
        rows = rows.filter(first_frame_url="")
    rows.filter(cover_url__in=("", video.first_frame_url)).update(cover_url=urls[0])
    rows.update(first_frame_url=urls[0], snapshot=Snapshots.DONE)
    feed.follow_video(vod_id)
    return True


@transaction.atomic
def failed(vod_id: str, *, at: datetime) -> bool:
    videos = Video.objects.existing().filter(vod_id=vod_id, is_claim=False).unreplaced_since(at)
    open_ = videos.filter(snapshot__in=(Snapshots.NONE, Snapshots.RUNNING))
    if not open_.update(snapshot=Snapshots.FAILED):
        return False
    feed.follow_video(vod_id)
    return True
