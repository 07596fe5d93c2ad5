"""Materials as tables, for spreadsheets. Their files are URLs, or names that files have here already."""

from collections.abc import Iterable
from typing import Any

import tablib
from django.db.models import QuerySet
from django.utils.text import capfirst
from import_export.fields import Field
from import_export.results import Result

from materials.models import (
    Caption,
    CaptionCategory,
    Font,
    FrontSticker,
    Mv,
    MvAspect,
    Sticker,
    StickerCategory,
)
from qulive.backoffice.imported_cells import cell_of
from qulive.backoffice.resources import CatalogResource

BEGINNING = ("id", "name", "icon")
END = ("sort", "is_published")
PACKAGE = ("preview", "package", "description", "duration", "aspect", "font", *END)


class StickerCategoryResource(CatalogResource):
    class Meta:
        model = StickerCategory
        fields = (*BEGINNING, "description", "level", *END)


class CaptionCategoryResource(CatalogResource):
    class Meta:
        model = CaptionCategory
        fields = (*BEGINNING, "description", "level", *END)


class StickerResource(CatalogResource):
    class Meta:
        model = Sticker
        fields = ("id", "category", "name", "icon", *PACKAGE)


class CaptionResource(CatalogResource):
    class Meta:
        model = Caption
        fields = ("id", "category", "name", "icon", *PACKAGE, "media_id")


class FrontStickerResource(CatalogResource):
    class Meta:
        model = FrontSticker
        fields = (*BEGINNING, *PACKAGE)


class FontResource(CatalogResource):
    class Meta:
        model = Font
        fields = (*BEGINNING, "level", "banner", "package", *END)


class Shape(Field):  # type: ignore[misc]  # import-export has no types
    """An MV's package for one shape, as a column of the MV."""

    def __init__(self, aspect: MvAspect.Aspect) -> None:
        field = MvAspect._meta.get_field("package")
        super().__init__(attribute=f"package_{aspect.value}", widget=cell_of(field))
        self.aspect = aspect

    def get_value(self, mv: Mv) -> str:
        return packages_of(mv).get(self.aspect.value, "")

    def save(self, mv: Mv, row: dict[str, Any], is_m2m: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
        packages_of(mv)[self.aspect.value] = self.clean(row)


class MvResource(CatalogResource):
    package_1 = Shape(MvAspect.Aspect.SQUARE)
    package_2 = Shape(MvAspect.Aspect.CLASSIC)
    package_3 = Shape(MvAspect.Aspect.WIDE)

    class Meta:
        model = Mv
        fields = (
            *BEGINNING,
            "preview_picture",
            "preview_video",
            "duration",
            "level",
            *END,
            "package_1",
            "package_2",
            "package_3",
        )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.changed: list[Mv] = []

    def title(self, field: Field) -> str:
        if isinstance(field, Shape):
            return f"{capfirst(MvAspect._meta.get_field('package').verbose_name)} {field.aspect.label}"
        return super().title(field)

    def get_queryset(self) -> QuerySet[Any]:
        return Mv.objects.prefetch_related("aspects")

    def filter_export(self, queryset: QuerySet[Mv], **kwargs: Any) -> QuerySet[Mv]:
        return queryset.prefetch_related(None).prefetch_related("aspects")

    def written(self) -> list[str]:
        return [name for name in super().written() if not name.startswith("package_")]

    def after_init_instance(self, instance: Mv, new: bool, row: dict[str, Any], **kwargs: Any) -> None:  # noqa: FBT001
        # Before the row is copied, since a copy would ask for its aspects once more.
        packages_of(instance)

    def after_save_instance(self, instance: Mv, row: dict[str, Any], **kwargs: Any) -> None:
        self.changed.append(instance)

    def after_import(self, dataset: tablib.Dataset, result: Result, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)
        if not result.has_errors():
            write_aspects(self.changed)


def packages_of(mv: Mv) -> dict[int, str]:
    """Return an MV's packages by their shapes, to be read and changed before they are written."""
    if "packages" not in vars(mv):
        stored = () if mv._state.adding else mv.aspects.all()
        vars(mv)["packages"] = {aspect.aspect: str(aspect.package.name) for aspect in stored}
    packages: dict[int, str] = vars(mv)["packages"]
    return packages


def write_aspects(mvs: Iterable[Mv]) -> None:
    wanted = {(mv.pk, aspect): name for mv in mvs for aspect, name in packages_of(mv).items() if name}
    ids = [mv.pk for mv in mvs]
    stored = {(row.mv_id, row.aspect): row for row in MvAspect.objects.filter(mv__in=ids)}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    MvAspect.objects.filter(pk__in=gone).delete()
    changed = {
        key: name for key, name in wanted.items() if key not in stored or stored[key].package.name != name
    }
    digests = dict(
        MvAspect.objects.filter(package__in=changed.values()).exclude(md5="").values_list("package", "md5")
    )
    MvAspect.objects.bulk_create(
        # Of a file elsewhere we know no digest.
        [
            MvAspect(mv_id=mv, aspect=aspect, package=name, md5=digests.get(name, ""))
            for (mv, aspect), name in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["mv", "aspect"],
        update_fields=["package", "md5"],
    )
