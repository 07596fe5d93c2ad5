from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from videos.models.video import PUBLIC, Video


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def listable(self) -> Self:
        """Not withdrawn, and its video may be shown to everybody."""
        public = {f"video__{name}": value for name, value in PUBLIC.items()}
        return self.filter(withdrawn_at=None, **public)

    def listed(self) -> Self:
        return self.filter(is_listed=True)

    def windowed(self) -> Self:
        """Listed for a time only: few, as each is an operator's work."""
        return self.listed().filter(Q(starts_at__isnull=False) | Q(ends_at__isnull=False))

    def shown(self, *, at: datetime) -> Self:
        """What apps see: listed, and in its window."""
        return self.listed().filter(
            Q(starts_at=None) | Q(starts_at__lte=at), Q(ends_at=None) | Q(ends_at__gt=at)
        )

    def standing(self, standing: str, *, at: datetime) -> Self:
        """Those of one standing, as Recommendation.standing() tells it."""
        listed = self.listed()
        return {
            Recommendation.Standing.NOW: self.shown(at=at),
            Recommendation.Standing.SCHEDULED: listed.filter(starts_at__gt=at),
            Recommendation.Standing.OVER: listed.filter(ends_at__lte=at),
            Recommendation.Standing.HIDDEN: self.filter(is_listed=False),
        }[Recommendation.Standing(standing)]

    def in_order(self) -> Self:
        return self.order_by("-position")

    def after(self, row: "Recommendation") -> Self:
        return self.filter(position__lt=row.position)


class Recommendation(models.Model):
    """A video's place in the recommended list. A withdrawn one keeps it: an app's cursor may stand there."""

    class Standing(models.TextChoices):
        NOW = "now", _("Shown now")
        SCHEDULED = "scheduled", _("Scheduled")
        OVER = "over", _("Over")
        HIDDEN = "hidden", _("Hidden: the video is not public")

    video = models.OneToOneField(
        Video, models.CASCADE, related_name="recommendation", verbose_name=_("video")
    )
    position = models.BigIntegerField(_("position"), unique=True, help_text=_("The highest is shown first."))
    starts_at = models.DateTimeField(
        _("from"), null=True, blank=True, help_text=_("Apps see it from then on; empty: at once.")
    )
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Apps see it until then; empty: without an end.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    # Whether it is listable, as `videos.feed` keeps it: an index can hold this, and not a join.
    is_listed = models.BooleanField(default=False, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommended list")
        ordering = ["-position"]
        indexes = [
            models.Index(
                F("position").desc(),
                name="recommendation_list",
                condition=Q(is_listed=True),
                include=["id", "starts_at", "ends_at"],
            ),
            models.Index(
                "starts_at",
                "ends_at",
                name="recommendation_windows",
                condition=Q(is_listed=True) & (Q(starts_at__isnull=False) | Q(ends_at__isnull=False)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="recommendation_ends_after_it_starts",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It has to end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.video)

    def standing(self, *, at: datetime) -> Standing:
        """Tell what apps see of it."""
        if not self.is_listed:
            return self.Standing.HIDDEN
        if self.starts_at and self.starts_at > at:
            return self.Standing.SCHEDULED
        return self.Standing.OVER if self.ends_at and self.ends_at <= at else self.Standing.NOW
