from django.contrib import admin

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
from qulive.backoffice.base import Rows
from qulive.backoffice.remembered import RememberedPage


class MaterialAdmin(RememberedPage[Font | FrontSticker | Mv | StickerCategory | CaptionCategory]):
    version = "materials"
    list_display = ("name", "id", "sort", "is_published", "created_at")
    list_editable = ("sort", "is_published")
    list_filter = ("is_published",)
    search_fields = ("name", "=id")
    ordering = ("-sort", "id")


class StickerInline(Rows[Sticker, StickerCategory]):
    model = Sticker
    fields = ("name", "icon", "preview", "package", "sort", "is_published")


class CaptionInline(Rows[Caption, CaptionCategory]):
    model = Caption
    fields = ("name", "icon", "preview", "package", "font", "sort", "is_published")


class MvAspectInline(Rows[MvAspect, Mv]):
    model = MvAspect


admin.site.register(StickerCategory, MaterialAdmin, inlines=[StickerInline])
admin.site.register(CaptionCategory, MaterialAdmin, inlines=[CaptionInline])
admin.site.register(Mv, MaterialAdmin, inlines=[MvAspectInline])
admin.site.register(FrontSticker, MaterialAdmin)
admin.site.register(Font, MaterialAdmin)


@admin.register(Sticker, Caption)
class PackageAdmin(RememberedPage[Sticker | Caption]):
    version = "materials"
    list_display = ("name", "id", "category", "font", "sort", "is_published")
    list_editable = ("sort", "is_published")
    list_filter = ("is_published", "category")
    list_select_related = ("category", "font")
    search_fields = ("name", "=id")
    autocomplete_fields = ("category",)
    ordering = ("category", "-sort", "id")
