"""The pages of videos that apps ask for, by number or after a row (contract/clients.md §2.3)."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from qulive.api.paging import page, row_id
from videos.models import Recommendation, Video


@dataclass(frozen=True, slots=True)
class VideoPage:
    total: int  # of the whole list, wherever the page stands
    videos: list[Video]


def recommended(*, index: int, size: int, after_id: str) -> VideoPage:
    """Return a page of the recommended list. A row that left the list still marks its place in it."""
    shown = Recommendation.objects.shown(at=timezone.now())
    total = shown.count()
    rows = shown.in_order().select_related("video__owner")
    if after_id:
        place = Recommendation.objects.filter(video_id=row_id(after_id)).first()
        rows = rows.after(place) if place else rows.none()
    return VideoPage(total, [row.video for row in page(rows, index=index, size=size)])


def personal(owner: User, *, index: int, size: int, after_id: str) -> VideoPage:
    """Return a page of the owner's videos in every state of review, newest first."""
    own = Video.objects.owned_by(owner).published()
    rows = own.newest_first().select_related("owner")
    if after_id:
        place = Video.objects.filter(owner=owner, pk=row_id(after_id)).first()
        rows = rows.after(place) if place and place.published_at else rows.none()
    return VideoPage(own.count(), list(page(rows, index=index, size=size)))


def open_to_anyone(*, index: int, size: int) -> VideoPage:
    """Return a page of what plays without a token, newest first."""
    rows = Video.objects.open_to_anyone()
    return VideoPage(rows.count(), list(page(rows.order_by("-pk"), index=index, size=size)))
