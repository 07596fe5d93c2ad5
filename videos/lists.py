"""The pages of videos that apps ask for, by number or after a row (contract/clients.md §2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from accounts.models import User
from qulive.api.paging import page, row_id
from qulive.prepared import Prepared, Slot
from videos.models import Recommendation, Video
from videos.models.video import VideoQuerySet
from videos.shown import COLUMNS, Shown

# Of what plays without a token: a demo shows no more, and nothing has to be counted beyond it.
OPEN_MOST = 1000


@dataclass(frozen=True, slots=True)
class VideoPage:
    total: int  # of the whole list, wherever the page stands
    videos: Sequence[Shown | Video]


def recommended(*, index: int, size: int, after_id: str, at: datetime) -> list[Shown]:
    """Return a page of the recommended list. A row that left the list still marks its place in it."""
    shown = Recommendation.objects.shown(at=at).in_order()
    if after_id:
        place = Recommendation.objects.filter(video_id=row_id(after_id)).first()
        shown = shown.after(place) if place else shown.none()
    # Far down the list, its index alone is read up to the page; only what is on the page is joined.
    places = Recommendation.objects.filter(pk__in=page(shown, index=index, size=size).values("pk"))
    columns = [f"video__{name}" for name in COLUMNS]
    return Shown.each(places.listable().in_order().values_list(*columns))


def personal(owner: User, *, index: int, size: int, after_id: str) -> VideoPage:
    """Return a page of the owner's videos in every state of review, newest first."""
    if not after_id:
        return numbered(owner, start=(index - 1) * size, size=size)
    place = Video.objects.filter(owner=owner, pk=row_id(after_id)).first()
    rows = own(owner.pk).after(place) if place and place.published_at else own(owner.pk).none()
    videos = page(rows.values_list(*COLUMNS), index=index, size=size)
    return VideoPage(own(owner.pk).count(), Shown.each(videos))


def numbered(owner: User, *, start: int, size: int) -> VideoPage:
    """Return a page from its start on; the list is counted only where its end is not in sight."""
    found = own_rows(start, start + size + 1).rows(owner=owner.pk)
    ends_here = len(found) <= size and (found or not start)
    total = start + len(found) if ends_here else own(owner.pk).order_by().count()
    return VideoPage(total, Shown.each(found[:size]))


def own(owner: Any) -> VideoQuerySet:
    return Video.objects.published().filter(owner=owner).newest_first()


@lru_cache(maxsize=100)
def own_rows(start: int, stop: int) -> Prepared:
    return Prepared(lambda: own(Slot("owner")).values_list(*COLUMNS)[start:stop])


def open_to_anyone(*, index: int, size: int) -> VideoPage:
    """Return a page of the newest that play without a token."""
    rows = Video.objects.open_to_anyone().order_by("-pk")[:OPEN_MOST]
    return VideoPage(rows.count(), list(page(rows, index=index, size=size)))
