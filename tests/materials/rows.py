"""Materials as rows; their files are elsewhere as far as a test doesn't bring its own."""

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

CDN = "http://cdn.example.com"
PACKAGE = {"icon": f"{CDN}/icon.png", "preview": f"{CDN}/preview.gif", "package": f"{CDN}/package.zip"}


def a_font(pk: int | None = None, **facts: Any) -> Font:
    usual = {"name": "Pixel", "icon": f"{CDN}/font.png", "package": f"{CDN}/font.mat", "sort": 1}
    return Font.objects.create(pk=pk, **{**usual, **facts})


def a_sticker_category(pk: int | None = None, **facts: Any) -> StickerCategory:
    return StickerCategory.objects.create(pk=pk, **{"name": "Party", "icon": f"{CDN}/party.png", **facts})


def a_caption_category(pk: int | None = None, **facts: Any) -> CaptionCategory:
    return CaptionCategory.objects.create(pk=pk, **{"name": "Bubbles", "icon": f"{CDN}/box.png", **facts})


def a_sticker(category: int = 84, **facts: Any) -> Sticker:
    if not StickerCategory.objects.filter(pk=category).exists():
        a_sticker_category(category)
    return Sticker.objects.create(category_id=category, **{"name": "Balloon", **PACKAGE, **facts})


def a_caption(category: int = 189, **facts: Any) -> Caption:
    if not CaptionCategory.objects.filter(pk=category).exists():
        a_caption_category(category)
    return Caption.objects.create(category_id=category, **{"name": "Speech", **PACKAGE, **facts})


def a_front_sticker(**facts: Any) -> FrontSticker:
    return FrontSticker.objects.create(**{"name": "Cat ears", **PACKAGE, **facts})


def an_mv(**facts: Any) -> Mv:
    usual = {"name": "Relax", "duration": 4, "preview_video": f"{CDN}/relax.mp4"}
    mv = Mv.objects.create(**{**usual, **facts})
    MvAspect.objects.bulk_create(
        MvAspect(mv=mv, aspect=aspect, package=f"{CDN}/{aspect}.zip") for aspect in (3, 1, 2)
    )
    return mv
