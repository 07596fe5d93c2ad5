"""Pictures along a video: one for its first frame, eight for the operators."""

from django.db import transaction

from qulive import aliyun
from videos.models import Snapshot, Video
from videos.states import Snapshots

COUNTS = (1, 8)


def order(video: Video) -> None:
    """Order both sets, once. Raises CloudError."""
    if video.snapshot != Snapshots.NONE:
        return
    for count in COUNTS:
        aliyun.vod().snapshots(video.vod_id, count=count)
    Video.objects.filter(pk=video.pk, snapshot=Snapshots.NONE).update(snapshot=Snapshots.RUNNING)


@transaction.atomic
def completed(vod_id: str, urls: list[str]) -> bool:
    """Keep the pictures: the first is the first frame, and the cover of a video that came without one."""
    video = Video.objects.existing().filter(vod_id=vod_id, is_claim=False).first()
    if video is None or not urls:
        return False
    changes = {"first_frame_url": urls[0], "snapshot": Snapshots.DONE}
    if len(urls) > 1:
        Snapshot.objects.bulk_create(
            [Snapshot(video=video, number=number, url=url) for number, url in enumerate(urls, 1)],
            update_conflicts=True,
            unique_fields=["video", "number"],
            update_fields=["url"],
        )
        if video.first_frame_url:
            return True
    Video.objects.filter(pk=video.pk).update(**changes)
    Video.objects.filter(pk=video.pk, cover_url="").update(cover_url=urls[0])
    return True


def failed(vod_id: str) -> bool:
    videos = Video.objects.existing().filter(vod_id=vod_id, is_claim=False)
    open_ = videos.filter(snapshot__in=(Snapshots.NONE, Snapshots.RUNNING))
    return bool(open_.update(snapshot=Snapshots.FAILED))
