from typing import ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qulive.storage import FileOrUrlField


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def in_order(self) -> Self:
        """The highest `sort` first, as in the documented samples."""
        return self.order_by("-sort", "pk")


class Material(models.Model):
    """Something that the editor in the app offers. Ids may be set: apps keep them, packages name fonts."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    icon = FileOrUrlField(_("icon"), upload_to="materials/icons", blank=True)
    sort = models.IntegerField(_("order"), default=0, help_text=_("The highest is shown first."))
    is_published = models.BooleanField(_("published"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Category(Material):
    """A drawer of packages in the editor."""

    # The wire's `type` of a category, and what its preview page is asked for.
    wire_type: ClassVar[int]
    preview_query: ClassVar[dict[str, str]] = {}

    description = models.CharField(_("description"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta(Material.Meta):
        abstract = True

    @property
    def preview_url(self) -> str:
        """The page that the editor opens to show what is in the drawer."""
        return f"{settings.PUBLIC_URL}/?{urlencode({**self.preview_query, 'id': self.pk})}"


class Package(Material):
    """What the editor downloads: an archive with its pictures and how they move."""

    package = FileOrUrlField(_("package"), upload_to="materials/packages", blank=True)
    preview = FileOrUrlField(_("preview"), upload_to="materials/previews", blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    duration = models.PositiveIntegerField(_("duration"), default=0, help_text=_("Seconds."))
    aspect = models.PositiveSmallIntegerField(_("aspect"), default=0)
    font = models.ForeignKey(
        "materials.Font",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("font"),
    )

    class Meta(Material.Meta):
        abstract = True
