"""The pages of videos that apps ask for, by number or after a row (contract/clients.md §2.3)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from qulive.api.paging import page, page_and_total, row_id
from videos.models import Recommendation, Video

# Of what plays without a token: a demo shows no more, and nothing has to be counted beyond it.
OPEN_MOST = 1000


@dataclass(frozen=True, slots=True)
class VideoPage:
    total: int  # of the whole list, wherever the page stands
    videos: list[Video]


def recommended(*, index: int, size: int, after_id: str, at: datetime) -> list[Video]:
    """Return a page of the recommended list. A row that left the list still marks its place in it."""
    shown = Recommendation.objects.shown(at=at).in_order()
    if after_id:
        place = Recommendation.objects.filter(video_id=row_id(after_id)).first()
        shown = shown.after(place) if place else shown.none()
    # Far down the list, its index alone is read up to the page; only what is on the page is joined.
    places = Recommendation.objects.filter(pk__in=page(shown, index=index, size=size).values("pk"))
    rows = places.listable().in_order().select_related("video__owner")
    return [row.video for row in rows]


def personal(owner: User, *, index: int, size: int, after_id: str) -> VideoPage:
    """Return a page of the owner's videos in every state of review, newest first."""
    own = Video.objects.owned_by(owner).published()
    rows = own.newest_first().select_related("owner")
    if not after_id:
        videos, total = page_and_total(rows, index=index, size=size)
        return VideoPage(total, videos)
    place = Video.objects.filter(owner=owner, pk=row_id(after_id)).first()
    rows = rows.after(place) if place and place.published_at else rows.none()
    return VideoPage(own.count(), list(page(rows, index=index, size=size)))


def open_to_anyone(*, index: int, size: int) -> VideoPage:
    """Return a page of the newest that play without a token."""
    rows = Video.objects.open_to_anyone().order_by("-pk")[:OPEN_MOST]
    return VideoPage(rows.count(), list(page(rows, index=index, size=size)))
