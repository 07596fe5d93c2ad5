"""Take a catalog of materials in: ids stay, a second time changes nothing."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction

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
from materials.models.mvs import md5_of
from qulive.catalog import Catalog, continue_ids_after
from qulive.storage import URL_SCHEMES

ICONS = "materials/icons"
PREVIEWS = "materials/previews"
PACKAGES = "materials/packages"


@transaction.atomic
def seed(catalog: Catalog) -> None:
    """Create or change fonts, stickers, captions and MVs, all or none. Raises BadCatalog."""
    for row in catalog.rows("fonts"):
        put(catalog, Font, row, level=row.get("level", 1), banner=preview(catalog, row, "banner"),
            package=package(catalog, row, "url"))  # fmt: skip
    for row in catalog.rows("stickers"):
        seed_category(catalog, row, StickerCategory, Sticker)
    for row in catalog.rows("captions"):
        seed_category(catalog, row, CaptionCategory, Caption)
    for row in catalog.rows("frontStickers"):
        seed_package(catalog, row, FrontSticker)
    for row in catalog.rows("mvs"):
        seed_mv(catalog, row)
    continue_ids_after(Font, StickerCategory, Sticker, CaptionCategory, Caption, FrontSticker, Mv)


def seed_category(
    catalog: Catalog,
    row: dict[str, Any],
    model: type[models.Model],
    package_model: type[models.Model],
) -> None:
    description = row.get("description", "")
    category = put(catalog, model, row, description=description, level=row.get("level", 1))
    for inner in catalog.rows("packages", within=row):
        media = {"media_id": inner.get("mediaId", 0)} if package_model is Caption else {}
        seed_package(catalog, inner, package_model, category_id=category.pk, **media)


def seed_package(catalog: Catalog, row: dict[str, Any], model: type[models.Model], **more: Any) -> None:
    put(
        catalog,
        model,
        row,
        description=row.get("desc", ""),
        duration=row.get("duration", 0),
        aspect=row.get("aspect", 0),
        font_id=row.get("fontId") or None,
        preview=preview(catalog, row, "preview"),
        package=package(catalog, row, "url"),
        **more,
    )


def seed_mv(catalog: Catalog, row: dict[str, Any]) -> None:
    mv = put(
        catalog,
        Mv,
        row,
        level=row.get("level", 1),
        duration=row.get("duration", 0),
        preview_picture=preview(catalog, row, "previewPic"),
        preview_video=preview(catalog, row, "previewMp4"),
    )
    for aspect in catalog.rows("aspectList", within=row):
        name = package(catalog, aspect, "download")
        key = {"mv_id": mv.pk, "aspect": aspect["aspect"]}
        catalog.put(MvAspect, key, {"package": name, "md5": stored_md5(name)})


def put(catalog: Catalog, model: type[models.Model], row: dict[str, Any], **values: Any) -> Any:
    icon = catalog.file(row.get("icon", ""), ICONS)
    common = {"name": row["name"], "sort": row.get("sort", 0), "icon": icon}
    return catalog.put(model, {"pk": row["id"]}, common | values)


def preview(catalog: Catalog, row: dict[str, Any], field: str) -> str:
    return catalog.file(row.get(field, ""), PREVIEWS)


def package(catalog: Catalog, row: dict[str, Any], field: str) -> str:
    return catalog.file(row.get(field, ""), PACKAGES)


def stored_md5(name: str) -> str:
    if not name or name.startswith(URL_SCHEMES):
        return ""
    with default_storage.open(name) as stream:
        return md5_of(stream)
