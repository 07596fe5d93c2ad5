from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from videos.models.video import Video


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def current(self) -> Self:
        """Those of the latest round: earlier ones may be of a file that is no longer there."""
        return self.filter(
            Q(kind=Rendition.Kind.COMMON, round=F("video__transcode_round"))
            | Q(kind=Rendition.Kind.NARROW, round=F("video__narrow_round"))
        )

    def playable(self) -> Self:
        return self.current().filter(state=Rendition.State.DONE).exclude(url="")


class Rendition(models.Model):
    """One playable version of a video, made by one transcode job; the source counts as one too."""

    class Kind(models.TextChoices):
        COMMON = "common", _("Common")
        NARROW = "tab", _("Narrow-band HD")

    class State(models.TextChoices):
        RUNNING = "onTranscode", _("Transcoding")
        DONE = "success", _("Done")
        FAILED = "fail", _("Failed")

    video = models.ForeignKey(Video, models.CASCADE, related_name="renditions")
    job_id = models.CharField(_("job"), max_length=64)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.COMMON)
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.RUNNING)
    url = models.CharField(_("file"), max_length=Video.URL_MAX, blank=True)
    definition = models.CharField(_("definition"), max_length=8, blank=True)
    format = models.CharField(_("format"), max_length=8, blank=True)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    duration = models.FloatField(_("duration"), default=0)
    bitrate = models.CharField(_("bit rate"), max_length=16, blank=True)
    fps = models.CharField(_("frames per second"), max_length=16, blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint("video", "job_id", name="rendition_is_of_one_job"),
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.format}".strip() or self.job_id
