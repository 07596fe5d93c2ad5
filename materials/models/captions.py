from django.db import models
from django.utils.translation import gettext_lazy as _

from materials.models.material import Category, Package


class CaptionCategory(Category):
    wire_type = 2
    preview_query = {"type": "text"}

    class Meta(Category.Meta):
        verbose_name = _("caption category")
        verbose_name_plural = _("caption categories")


class Caption(Package):
    """A box with text in it."""

    category = models.ForeignKey(
        CaptionCategory, models.CASCADE, related_name="packages", verbose_name=_("category")
    )
    media_id = models.PositiveIntegerField(_("media id"), default=0)

    class Meta(Package.Meta):
        verbose_name = _("caption")
        verbose_name_plural = _("captions")
