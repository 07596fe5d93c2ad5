from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from videos.models.video import Video


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def shown(self, *, at: datetime) -> Self:
        """What apps see: in its window, not withdrawn, and its video may be shown to everybody."""
        return self.filter(
            Q(starts_at=None) | Q(starts_at__lte=at),
            Q(ends_at=None) | Q(ends_at__gt=at),
            withdrawn_at=None,
            video__in=Video.objects.public(),
        )

    def in_order(self) -> Self:
        return self.order_by("-position")

    def after(self, row: "Recommendation") -> Self:
        return self.filter(position__lt=row.position)


class Recommendation(models.Model):
    """A video's place in the recommended list. A withdrawn one keeps it: an app's cursor may stand there."""

    video = models.OneToOneField(Video, models.CASCADE, related_name="recommendation")
    position = models.BigIntegerField(_("position"), unique=True, help_text=_("The highest is shown first."))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommended list")
        ordering = ["-position"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_ends_after_it_starts",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.video)
