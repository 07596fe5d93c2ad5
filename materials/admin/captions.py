from django.contrib import admin

from materials import seeding
from materials.admin.packages import CategoryPage, KeptInCategories, PackageRows
from materials.models import Caption, CaptionCategory
from materials.resources import CaptionCategoryResource, CaptionResource


class CaptionRows(PackageRows[Caption, CaptionCategory]):
    model = Caption
    table = seeding.CAPTIONS.within
    fields = ("name", "icon", "preview", "package", "font", "sort", "is_published")


@admin.register(CaptionCategory)
class CaptionCategoryPage(CategoryPage[CaptionCategory]):
    table = seeding.CAPTIONS
    resource_classes = [CaptionCategoryResource]
    inlines = (CaptionRows,)


@admin.register(Caption)
class CaptionPage(KeptInCategories[Caption]):
    table = seeding.CAPTIONS.within
    resource_classes = [CaptionResource]
    list_display = ("picture", "name", "number", "category", "font", "is_published")
    list_select_related = ("category", "font")
    fieldsets = (
        (None, {"fields": ("name", "description", "icon", "preview", "package", "font", "is_published")}),
    )
    rarely_changed = ("sort", "duration", "aspect", "media_id")
