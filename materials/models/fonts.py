from django.db import models
from django.utils.translation import gettext_lazy as _

from materials.models.material import Material
from qulive.storage import FileOrUrlField


class Font(Material):
    """A font that captions are set in."""

    level = models.PositiveSmallIntegerField(_("level"), default=1)
    banner = FileOrUrlField(_("banner"), upload_to="materials/previews", blank=True)
    package = FileOrUrlField(_("font file"), upload_to="materials/packages", blank=True)

    class Meta(Material.Meta):
        verbose_name = _("font")
        verbose_name_plural = _("fonts")
