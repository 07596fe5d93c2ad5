"""Pages that the apps open in a WebView (contract/clients.md §3)."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from materials.models import Caption, CaptionCategory, Sticker, StickerCategory
from materials.models.material import Category, Package
from qulive.api.paging import row_id

STICKERS: Final[tuple[type[Category], type[Package]]] = (StickerCategory, Sticker)
CAPTIONS: Final[tuple[type[Category], type[Package]]] = (CaptionCategory, Caption)


@xframe_options_sameorigin  # the back office shows it in a frame
def preview(request: HttpRequest) -> HttpResponse:
    """Show what is in a category: `/?id=84` for stickers, `/?type=text&id=189` for captions."""
    asked = request.GET.get("id", "")
    if not asked:
        return render(request, "materials/welcome.html")
    categories, packages = CAPTIONS if request.GET.get("type") == "text" else STICKERS
    category = categories.objects.published().filter(pk=row_id(asked)).first()
    inside = packages.objects.published().in_order().filter(category=category)  # type: ignore[misc]  # both kinds have one
    context = {"category": category, "packages": inside}
    return render(request, "materials/preview.html", context, status=200 if category else 404)


def music_copyright(request: HttpRequest) -> HttpResponse:
    """Say whose the music is."""
    return render(request, "materials/td.html")
