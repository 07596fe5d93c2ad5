"""What an operator has VOD do again. The row says what is wanted, and a task orders it."""

from django.db import transaction
from django.db.models import F

from videos import feed, tasks
from videos.models import Video
from videos.states import Snapshots, Transcode


@transaction.atomic
def transcode_again(vod_id: str) -> bool:
    """Start a new round after a failed one: only so may success and failure be told once more."""
    failed = Video.objects.published().filter(vod_id=vod_id, transcode=Transcode.FAILED)
    new_round = {"transcode": Transcode.NONE, "transcode_round": F("transcode_round") + 1}
    return ordered(vod_id, failed.update(**new_round, problem=""))


@transaction.atomic
def transcode_narrow(vod_id: str) -> bool:
    """Order narrow-band renditions: for the first time, or in a new round after a failed one."""
    without = Video.objects.published().filter(
        vod_id=vod_id, narrow_transcode__in=(Transcode.NONE, Transcode.FAILED)
    )
    new_round = {"narrow_transcode": Transcode.RUNNING, "narrow_round": F("narrow_round") + 1}
    return ordered(vod_id, without.update(**new_round, problem=""))


@transaction.atomic
def take_snapshots_again(vod_id: str) -> bool:
    taken = Video.objects.published().filter(vod_id=vod_id, snapshot__in=(Snapshots.DONE, Snapshots.FAILED))
    return ordered(vod_id, taken.update(snapshot=Snapshots.NONE, problem=""))


def ordered(vod_id: str, rows: int) -> bool:
    if rows:
        tasks.process.enqueue(vod_id)
        feed.follow_video(vod_id)
    return bool(rows)
