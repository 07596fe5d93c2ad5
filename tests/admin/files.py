"""Small files of the kinds that operators upload, and forms filled in with them."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
GIF = b"GIF89a" + bytes(24)
MP4 = bytes(4) + b"ftypisom" + bytes(24)
MP3 = b"ID3" + bytes(24)


def a_zip(name: str = "config.json") -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "{}")
    return content.getvalue()


def upload(content: bytes, name: str) -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def filled_in(page: Any) -> dict[str, Any]:
    """Return a page's forms as a browser would send them back, nothing changed."""
    forms = [page.context["adminform"].form]
    data: dict[str, Any] = {}
    for formset in (inline.formset for inline in page.context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            data |= sent(field)
    return {name: value for name, value in data.items() if value is not None and value is not False}


def sent(field: Any) -> dict[str, Any]:
    value = field.value()
    if hasattr(field.field, "content"):
        return {f"{field.html_name}-url": field.field.widget.get_context("", value, {})["url"]}
    if hasattr(field.field.widget, "widgets"):
        values = field.field.widget.decompress(value) if value else ["", ""]
        return {f"{field.html_name}_{number}": str(part) for number, part in enumerate(values)}
    return {field.html_name: value}


def problems(response: Any) -> str:
    """Return what a page that came back complains about."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return " ".join(error for form in forms for messages in form.errors.values() for error in messages)


def edit(back_office: Client, path: str, **changes: Any) -> Any:
    """Open a page, change some of its fields, and save."""
    page: Any = back_office.get(path)
    return back_office.post(path, {**filled_in(page), **changes})
