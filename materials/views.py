"""/resource/*: the catalogs of the in-app editor (contract/clients.md §2.4)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer

from materials.models import (
    Caption,
    CaptionCategory,
    Font,
    FrontSticker,
    Mv,
    Sticker,
    StickerCategory,
)
from materials.models.material import Material
from materials.serializers import (
    CaptionCategoryIdParameters,
    CategoryIdParameters,
    CategorySerializer,
    EffectSerializer,
    FontParameters,
    FontSerializer,
    MvSerializer,
    PackageSerializer,
)
from qulive.api.errors import NotFound
from qulive.api.tagged import TaggedView
from qulive.api.views import OpenMixin


class CatalogView(OpenMixin, TaggedView):
    """A list of published materials, in order."""

    version = "materials"
    many = True
    model: type[Material]

    def perform(self, **filters: Any) -> QuerySet[Any]:
        return self.model.objects.published().in_order().filter(**filters)


class StickerCategoriesView(CatalogView):
    """Categories of animated stickers."""

    model = StickerCategory
    output = CategorySerializer


class PackagesView(CatalogView):
    """The packages of a published category. Pages of other hosts may read it: preview pages do."""

    output = PackageSerializer
    own_headers = {"Access-Control-Allow-Origin": "*"}

    def perform(self, **filters: Any) -> QuerySet[Any]:
        return super().perform(category__is_published=True, **filters)


class StickersView(PackagesView):
    """The stickers of a category."""

    model = Sticker
    input = CategoryIdParameters


class FrontStickersView(CatalogView):
    """Stickers for faces."""

    model = FrontSticker
    output = PackageSerializer


class CaptionCategoriesView(CatalogView):
    """Categories of caption boxes."""

    model = CaptionCategory
    output = CategorySerializer


class CaptionsView(PackagesView):
    """The caption boxes of a category."""

    model = Caption
    input = CaptionCategoryIdParameters


class MvsView(CatalogView):
    """Music videos with their packages, one per shape of the picture."""

    model = Mv
    output = MvSerializer

    def perform(self, **filters: Any) -> QuerySet[Any]:
        return super().perform(**filters).prefetch_related("aspects")


class FontsView(OpenMixin, TaggedView):
    """One font by its id, or all of them."""

    version = "materials"
    described_output = PolymorphicProxySerializer(
        component_name="FontOrFonts",
        serializers=[FontSerializer, FontSerializer(many=True)],
        resource_type_field_name=None,
        many=False,
    )
    input = FontParameters

    def perform(self, font_id: int | None) -> Any:
        if font_id is None:
            return FontSerializer(Font.objects.published().in_order(), many=True).data
        # A caption's package names its font for ever, published or not.
        font = Font.objects.filter(pk=font_id).first()
        if font is None:
            raise NotFound(_("There is no such font."))
        return FontSerializer(font).data


class EmptyCatalogView(OpenMixin, TaggedView):
    """A catalog that newer editors ask for and we have nothing in; they take an empty list."""

    version = "materials"
    output = EffectSerializer
    many = True

    def perform(self) -> list[Any]:
        return []
