"""Pages that the apps open in a WebView (contract/clients.md §3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from materials.models import CaptionCategory, StickerCategory


def preview(request: HttpRequest) -> HttpResponse:
    """Show what is in a category: `/?id=84` for stickers, `/?type=text&id=189` for captions."""
    model = CaptionCategory if request.GET.get("type") == "text" else StickerCategory
    asked = request.GET.get("id", "")
    if not asked:
        return render(request, "materials/welcome.html")
    known = asked.isascii() and asked.isdigit() and len(asked) < 19  # noqa: PLR2004 - bigint's digits
    category = model.objects.published().filter(pk=int(asked)).first() if known else None
    context: dict[str, Any] = {"category": category}
    if category:
        context["packages"] = category.packages.published().in_order()
    return render(request, "materials/preview.html", context, status=200 if category else 404)


def music_copyright(request: HttpRequest) -> HttpResponse:
    """Say whose the music is."""
    return render(request, "materials/td.html")
