"""Materials on the wire and in our tables, for seeding and for exporting."""

from typing import Any

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
from qulive.catalog.appserver import AppServer
from qulive.catalog.content import FONT, IMAGE, PACKAGE, PREVIEW, VIDEO
from qulive.catalog.tables import Column, FileColumn, Moment, Number, Reference, Table

ID = Number("id", "id")
LEVEL = Number("level", "level")
DURATION = Number("duration", "duration")
MATERIAL = (
    ID,
    Column("name", "name"),
    FileColumn("icon", "icon", IMAGE),
    Number("sort", "sort"),
    Column("isPublished", "is_published"),
    Moment("createTime", "created_at"),
)
# A category's `preview` is a page of the server that it is on: ours is our own.
CATEGORY = (*MATERIAL, LEVEL, Column("description", "description"))
PACKAGE_COLUMNS = (
    *MATERIAL,
    FileColumn("url", "package", PACKAGE),
    FileColumn("preview", "preview", PREVIEW),
    Column("desc", "description"),
    DURATION,
    Number("aspect", "aspect"),
    Reference("fontId", "font_id", Font),
)

FONTS = Table(
    "fonts",
    Font,
    ("id",),
    (*MATERIAL, LEVEL, FileColumn("banner", "banner", IMAGE), FileColumn("url", "package", FONT)),
)
STICKERS = Table(
    "stickers",
    StickerCategory,
    ("id",),
    CATEGORY,
    Table("packages", Sticker, ("id",), PACKAGE_COLUMNS, outer="category_id"),
)
CAPTIONS = Table(
    "captions",
    CaptionCategory,
    ("id",),
    CATEGORY,
    Table(
        "packages",
        Caption,
        ("id",),
        (*PACKAGE_COLUMNS, Number("mediaId", "media_id")),
        outer="category_id",
    ),
)
FRONT_STICKERS = Table("frontStickers", FrontSticker, ("id",), PACKAGE_COLUMNS)
MVS = Table(
    "mvs",
    Mv,
    ("id",),
    (
        *MATERIAL,
        LEVEL,
        DURATION,
        FileColumn("previewPic", "preview_picture", IMAGE),
        FileColumn("previewMp4", "preview_video", VIDEO),
    ),
    Table(
        "aspectList",
        MvAspect,
        ("mv_id", "aspect"),
        (
            Number("aspect", "aspect"),
            Column("md5", "md5"),
            FileColumn("download", "package", PACKAGE, md5="md5"),
        ),
        outer="mv_id",
    ),
)
# Fonts come first, since packages name them.
TABLES = (FONTS, STICKERS, CAPTIONS, FRONT_STICKERS, MVS)


def read_from(server: AppServer, sections: set[str]) -> dict[str, Any]:
    """Read the materials that another AppServer answers with. Raises BadCatalog."""
    manifest: dict[str, Any] = {}
    if "stickers" in sections:
        categories = server.rows("resource/getPasterInfo", type=2)
        manifest["stickers"] = with_packages(server, categories, "resource/getPasterList", "pasterId", type=2)
    if "captions" in sections:
        categories = server.rows("resource/getTextPaster")
        manifest["captions"] = with_packages(server, categories, "resource/getTextPasterList", "textPasterId")
    if "frontStickers" in sections:
        manifest["frontStickers"] = server.rows("resource/getFrontPasterList", type=1)
    if "mvs" in sections:
        manifest["mvs"] = server.rows("resource/getMv")
    if "fonts" in sections:
        manifest["fonts"] = fonts(server, named_fonts(manifest))
    return manifest


def with_packages(
    server: AppServer, categories: list[dict[str, Any]], operation: str, parameter: str, **more: Any
) -> list[dict[str, Any]]:
    def packages(category: dict[str, Any]) -> list[dict[str, Any]]:
        return server.rows(operation, **{parameter: category.get("id", "")}, **more)

    lists = server.each(packages, categories)
    return [{**category, "packages": inner} for category, inner in zip(categories, lists, strict=True)]


def fonts(server: AppServer, named: list[str]) -> list[dict[str, Any]]:
    """Read all fonts; some servers list none, or not all that their packages name, but give them singly."""
    listed = server.rows("resource/getFont")
    missing = sorted(set(named) - {str(font.get("id")) for font in listed})
    single = server.each(lambda font_id: server.maybe("resource/getFont", fontId=font_id), missing)
    return [*listed, *(font for font in single if isinstance(font, dict))]


def named_fonts(manifest: dict[str, Any]) -> list[str]:
    categories = [*manifest.get("stickers", ()), *manifest.get("captions", ())]
    packages = [package for category in categories for package in category["packages"]]
    named = [str(row.get("fontId") or "") for row in (*packages, *manifest.get("frontStickers", ()))]
    return [font_id for font_id in named if font_id not in ("", "0")]
