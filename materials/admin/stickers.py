from django.contrib import admin

from materials import seeding
from materials.admin.packages import CategoryPage, KeptInCategories, PackagePage, PackageRows
from materials.models import FrontSticker, Sticker, StickerCategory
from materials.resources import FrontStickerResource, StickerCategoryResource, StickerResource


class StickerRows(PackageRows[Sticker, StickerCategory]):
    model = Sticker
    table = seeding.STICKERS.within


@admin.register(StickerCategory)
class StickerCategoryPage(CategoryPage[StickerCategory]):
    table = seeding.STICKERS
    resource_classes = [StickerCategoryResource]
    inlines = (StickerRows,)


@admin.register(Sticker)
class StickerPage(KeptInCategories[Sticker]):
    table = seeding.STICKERS.within
    resource_classes = [StickerResource]


@admin.register(FrontSticker)
class FrontStickerPage(PackagePage[FrontSticker]):
    table = seeding.FRONT_STICKERS
    resource_classes = [FrontStickerResource]
