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
from qulive.bumping import BumpingAdmin


class MaterialAdmin(BumpingAdmin):
    version = "materials"
    list_display = ("name", "id", "sort", "is_published", "created_at")
    list_editable = ("sort", "is_published")
    list_filter = ("is_published",)
    search_fields = ("name", "=id")
    ordering = ("-sort", "id")


class StickerInline(admin.TabularInline[Sticker, StickerCategory]):
    model = Sticker
    extra = 0
    fields = ("name", "icon", "preview", "package", "sort", "is_published")


class CaptionInline(admin.TabularInline[Caption, CaptionCategory]):
    model = Caption
    extra = 0
    fields = ("name", "icon", "preview", "package", "font", "sort", "is_published")


class MvAspectInline(admin.TabularInline[MvAspect, Mv]):
    model = MvAspect
    extra = 0


admin.site.register(StickerCategory, MaterialAdmin, inlines=[StickerInline])
admin.site.register(CaptionCategory, MaterialAdmin, inlines=[CaptionInline])
admin.site.register(Mv, MaterialAdmin, inlines=[MvAspectInline])
admin.site.register(FrontSticker, MaterialAdmin)
admin.site.register(Font, MaterialAdmin)


@admin.register(Sticker, Caption)
class PackageAdmin(BumpingAdmin):
    version = "materials"
    list_display = ("name", "id", "category", "font", "sort", "is_published")
    list_editable = ("sort", "is_published")
    list_filter = ("is_published", "category")
    list_select_related = ("category", "font")
    search_fields = ("name", "=id")
    autocomplete_fields = ("category",)
    ordering = ("category", "-sort", "id")
