from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from materials import seeding
from materials.admin.packages import MaterialPage
from materials.models import Font
from materials.resources import FontResource
from qulive.backoffice.previews import thumbnail


@admin.register(Font)
class FontPage(MaterialPage[Font]):
    table = seeding.FONTS
    resource_classes = [FontResource]
    fieldsets = ((None, {"fields": ("name", "icon", "banner", "package", "is_published")}),)

    @admin.display(description=gettext_lazy("preview"))
    def picture(self, row: Font) -> SafeString:
        return thumbnail(row.icon, row.banner)
