from django.db import models
from django.utils.translation import gettext_lazy as _

from materials.models.material import Category, Package


class StickerCategory(Category):
    wire_type = 1

    class Meta(Category.Meta):
        verbose_name = _("sticker category")
        verbose_name_plural = _("sticker categories")


class Sticker(Package):
    """An animated sticker."""

    category = models.ForeignKey(
        StickerCategory, models.CASCADE, related_name="packages", verbose_name=_("category")
    )

    class Meta(Package.Meta):
        verbose_name = _("sticker")
        verbose_name_plural = _("stickers")


class FrontSticker(Package):
    """A sticker that the camera puts on a face while filming."""

    class Meta(Package.Meta):
        verbose_name = _("front sticker")
        verbose_name_plural = _("front stickers")
