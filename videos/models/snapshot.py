from django.db import models
from django.utils.translation import gettext_lazy as _

from videos.models.video import Video


class Snapshot(models.Model):
    """One of the pictures that VOD took along a video."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField(_("number"))
    url = models.CharField(_("picture"), max_length=Video.URL_MAX)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("video", "number", name="snapshot_is_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.video_id}/{self.number}"
