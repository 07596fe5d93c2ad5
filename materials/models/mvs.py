import hashlib
from typing import Any

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from materials.models.material import Material
from qulive.storage import FileOrUrlField


class Mv(Material):
    """A music video that the editor lays over a recording, in up to three shapes."""

    level = models.PositiveSmallIntegerField(_("level"), default=1)
    duration = models.PositiveIntegerField(_("duration"), default=0, help_text=_("Seconds."))
    preview_picture = FileOrUrlField(_("picture"), upload_to="materials/previews", blank=True)
    preview_video = FileOrUrlField(_("video"), upload_to="materials/previews", blank=True)

    class Meta(Material.Meta):
        verbose_name = _("MV")
        verbose_name_plural = _("MVs")


class MvAspect(models.Model):
    """An MV's package for one shape of the picture."""

    class Aspect(models.IntegerChoices):
        SQUARE = 1, "1:1"
        CLASSIC = 2, "4:3"
        WIDE = 3, "16:9"

    mv = models.ForeignKey(Mv, models.CASCADE, related_name="aspects", verbose_name=_("MV"))
    aspect = models.PositiveSmallIntegerField(_("aspect"), choices=Aspect.choices)
    package = FileOrUrlField(_("package"), upload_to="materials/packages")
    # With it newer editors check what they downloaded; of a file elsewhere we know none.
    md5 = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("MV aspect")
        verbose_name_plural = _("MV aspects")
        ordering = ["aspect"]
        constraints = [
            models.UniqueConstraint("mv", "aspect", name="mv_has_one_package_per_aspect"),
            models.CheckConstraint(name="mv_aspect_is_known", condition=models.Q(aspect__in=(1, 2, 3))),
        ]

    def __str__(self) -> str:
        return self.get_aspect_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A catalog brings its packages stored, and their digests with them; this is an upload.
        if not self.package._committed:  # type: ignore[attr-defined]  # the stubs don't know it
            self.md5 = md5_of(self.package)
        super().save(*args, **kwargs)


def md5_of(package: File[bytes]) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    for chunk in package.chunks():
        digest.update(chunk)
    return digest.hexdigest()
