"""A video held while it changes: whoever else changes it waits, and goes on from how it was left."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from qulive.prepared import Prepared, Slot, load, names_of, update
from videos import feed
from videos.models import Recommendation, Video

FIELDS: Final = names_of(Video)
ROW: Final = Prepared(
    lambda: (
        Video.objects.existing()
        .filter(vod_id=Slot("vod_id"), is_claim=False)
        .select_for_update(no_key=True)
        .values_list(*FIELDS, Exists(Recommendation.objects.filter(video=OuterRef("pk"))))
    )
)


@contextmanager
def held(vod_id: str, *, told_at: datetime | None = None) -> Iterator[Video | None]:
    """Hold a video; what is changed on it is written at the end, and the recommended list follows.

    None if there is no such video, or it is deleted, or just a claim; or if what VOD told at that time is
    about a file that was replaced since.
    """
    with transaction.atomic(savepoint=False):
        rows = ROW.rows(vod_id=vod_id)
        *values, is_placed = rows[0] if rows else ([], False)
        video = load(Video, values) if rows else None
        if video is None or (told_at and video.was_replaced_after(told_at)):
            yield None
            return
        yield video
        changed = [name for name, value in zip(FIELDS, values, strict=True) if getattr(video, name) != value]
        if changed:
            update(video, changed)
        if changed and is_placed:
            feed.follow(Recommendation.objects.filter(video=video))
