"""The recommended list: which videos everybody sees, and in which order."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from qulive import ordering
from videos.models import Recommendation, Video


@transaction.atomic
def recommend(video: Video, *, by: User | None = None) -> bool:
    """Put a public video on top of the list; False if it is not public, or on the list already."""
    if not Video.objects.public().filter(pk=video.pk).exists():
        return False
    now = timezone.now()
    top = Recommendation.objects.aggregate(top=Max("position"))["top"] or 0
    place, created = Recommendation.objects.get_or_create(
        video=video, defaults={"position": top + 1, "added_by": by, "added_at": now}
    )
    if created:
        return True
    over = Recommendation.objects.filter(Q(ends_at__lte=now) | Q(withdrawn_at__isnull=False), pk=place.pk)
    again = {"withdrawn_at": None, "starts_at": None, "ends_at": None, "added_by": by, "added_at": now}
    return bool(over.update(position=top + 1, **again))


def withdraw(video: Video) -> bool:
    """Take a video off the list; its place is kept for apps that are scrolling just there."""
    shown = Recommendation.objects.filter(video=video, withdrawn_at=None)
    return bool(shown.update(withdrawn_at=timezone.now()))


def schedule(pk: int, *, starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Say from when until when apps see a recommendation; None is no bound."""
    Recommendation.objects.filter(pk=pk).update(starts_at=starts_at, ends_at=ends_at)


def move(pk: int, beside: int, *, above: bool) -> None:
    """Put a recommendation right above or below another one. Raises ordering.NotInList."""
    ordering.move(Recommendation.objects.all(), "position", pk, beside, above=above)


@transaction.atomic
def pin(pks: list[int]) -> None:
    """Put recommendations on top, the last of them highest."""
    ordering.hold(Recommendation)
    top = Recommendation.objects.aggregate(top=Max("position"))["top"] or 0
    for place, pk in enumerate(pks, top + 1):
        Recommendation.objects.filter(pk=pk).update(position=place)
