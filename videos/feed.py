"""The recommended list: which videos everybody sees, in which order, how many they are.

`Recommendation.is_listed` and the `count` of the version `feed` follow what makes a video public. Whoever
changes what a video is or says does it in `changing`, or ends with `follow_video`; `videos.owners` does the
same for owners.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from qulive import freshness, ordering
from qulive.models import Version
from videos.models import Recommendation, Video
from videos.models.recommendation import RecommendationQuerySet

NAME = "feed"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many recommendations apps see, and the moment at which the next one comes or goes by itself."""

    total: int
    until: datetime | None


def extent(*, at: datetime) -> Extent:
    """Return how long the list is, without counting it: all that are listed but those out of their window."""
    windows = Recommendation.objects.windowed().aggregate(
        outside=Count("pk", filter=Q(starts_at__gt=at) | Q(ends_at__lte=at)),
        starts=Min("starts_at", filter=Q(starts_at__gt=at)),
        ends=Min("ends_at", filter=Q(ends_at__gt=at)),
    )
    edges = [edge for edge in (windows["starts"], windows["ends"]) if edge]
    return Extent(freshness.versions[NAME].count - windows["outside"], min(edges, default=None))


@transaction.atomic
def recommend(video: Video, *, by: User | None = None) -> bool:
    """Put a public video on top of the list; False if it is not public, or on the list already."""
    if not hold(video) or not Video.objects.public().filter(pk=video.pk).exists():
        return False
    now = timezone.now()
    top = Recommendation.objects.aggregate(top=Max("position"))["top"] or 0
    place, created = Recommendation.objects.get_or_create(
        video=video, defaults={"position": top + 1, "added_by": by, "added_at": now}
    )
    if not created:
        over = Recommendation.objects.filter(Q(ends_at__lte=now) | Q(withdrawn_at__isnull=False), pk=place.pk)
        again = {"withdrawn_at": None, "starts_at": None, "ends_at": None, "added_by": by, "added_at": now}
        if not over.update(position=top + 1, **again):
            return False
    follow(Recommendation.objects.filter(pk=place.pk))
    return True


@transaction.atomic
def withdraw(video: Video) -> bool:
    """Take a video off the list; its place is kept for apps that are scrolling just there."""
    hold(video)
    shown = Recommendation.objects.filter(video=video, withdrawn_at=None)
    withdrawn = shown.update(withdrawn_at=timezone.now())
    follow(Recommendation.objects.filter(video=video))
    return bool(withdrawn)


@transaction.atomic
def schedule(pk: int, *, starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Say from when until when apps see a recommendation; None is no bound."""
    place = Recommendation.objects.filter(pk=pk)
    place.update(starts_at=starts_at, ends_at=ends_at)
    follow(place)


@transaction.atomic
def move(pk: int, beside: int, *, above: bool) -> None:
    """Put a recommendation right above or below another one. Raises ordering.NotInList."""
    ordering.move(Recommendation.objects.all(), "position", pk, beside, above=above)
    freshness.bump(NAME)


@transaction.atomic
def pin(pks: list[int]) -> None:
    """Put recommendations on top, the last of them highest."""
    ordering.hold(Recommendation)
    top = Recommendation.objects.aggregate(top=Max("position"))["top"] or 0
    for place, pk in enumerate(pks, top + 1):
        Recommendation.objects.filter(pk=pk).update(position=place)
    freshness.bump(NAME)


def hold(video: Video) -> bool:
    """Hold a video and its owner until the transaction ends, the owner first, as whoever holds both does."""
    owner = User.objects.filter(videos=video).select_for_update(no_key=True, of=("self",))
    return owner.exists() and Video.objects.in_turn().filter(pk=video.pk).exists()


@contextmanager
def changing(vod_id: str) -> Iterator[None]:
    """A transaction that changes a video; at its end the list follows."""
    with transaction.atomic():
        yield
        follow_video(vod_id)


def follow_video(vod_id: str) -> None:
    """Have the list follow a video that this transaction changed, if the video is on it."""
    follow(Recommendation.objects.filter(video__vod_id=vod_id))


@transaction.atomic
def follow_owner(owner: User) -> None:
    """Have the list follow what changed about an owner: the name, the face, the standing."""
    places = Recommendation.objects.filter(video__owner=owner)
    held = Video.objects.filter(pk__in=places.values("video")).order_by("pk").in_turn()
    if list(held.values_list("pk", flat=True)):
        follow(places)


def follow(places: RecommendationQuerySet) -> None:
    """Bring places up to what their videos are, which the transaction holds, and have apps see it.

    Costs one query where nothing is on the list, and then touches nothing that others wait for.
    """
    listable = Recommendation.objects.listable().filter(pk=OuterRef("pk"))
    rows = places.annotate(is_listable=Exists(listable)).values_list("pk", "is_listed", "is_listable")
    if not any(is_listed or is_listable for _pk, is_listed, is_listable in rows):
        return
    entering = [pk for pk, is_listed, is_listable in rows if is_listable and not is_listed]
    leaving = [pk for pk, is_listed, is_listable in rows if is_listed and not is_listable]
    more = Recommendation.objects.filter(pk__in=entering, is_listed=False).update(is_listed=True)
    less = Recommendation.objects.filter(pk__in=leaving, is_listed=True).update(is_listed=False)
    freshness.bump(NAME, more=more - less)


@transaction.atomic
def recount() -> int:
    """Bring the whole list up to its videos, for rows that came by other ways; return its length."""
    freshness.bump(NAME)
    places = Recommendation.objects
    listable = places.listable()
    listable.filter(is_listed=False).update(is_listed=True)
    # Not as an exclude(pk__in=…), which PostgreSQL would do row by row.
    places.listed().filter(~Exists(listable.filter(pk=OuterRef("pk")))).update(is_listed=False)
    total = places.listed().count()
    Version.objects.filter(name=NAME).update(count=total)
    return total
