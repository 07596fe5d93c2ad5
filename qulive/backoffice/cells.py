"""What people read in a list's cells: pictures, badges, lengths. Texts are escaped, URLs are of the web."""

from collections.abc import Mapping
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from qulive.aliyun import cdn

TONES: Final[Mapping[str, str]] = {
    "success": "bg-green-100 text-green-700 dark:bg-green-500/20 dark:text-green-400",
    "info": "bg-blue-100 text-blue-700 dark:bg-blue-500/20 dark:text-blue-400",
    "warning": "bg-orange-100 text-orange-700 dark:bg-orange-500/20 dark:text-orange-400",
    "danger": "bg-red-100 text-red-700 dark:bg-red-500/20 dark:text-red-400",
    "plain": "bg-base-500/8 text-base-700 dark:bg-base-500/20 dark:text-base-200",
}


def web_url(url: Any) -> str:
    """Return the URL, signed if need be, if a browser may open it; a `javascript:` one becomes empty."""
    text = str(url or "").strip()
    return cdn.address(text) if text.lower().startswith(("http://", "https://", "/")) else ""


def picture(url: Any, *, alt: str = "") -> SafeString:
    """Return a thumbnail that loads when it comes into sight; a grey place where there is no picture."""
    shape = "display: inline-block; width: 4rem; height: 4rem; object-fit: cover; background: #8882"
    if not (found := web_url(url)):
        return format_html('<span class="rounded-default" style="{}"></span>', shape)
    return format_html(
        '<img src="{}" alt="{}" loading="lazy" decoding="async" referrerpolicy="no-referrer"'
        ' class="rounded-default" style="{}">',
        found, alt, shape,
    )  # fmt: skip


def badge(text: Any, tone: str = "plain", *, title: str = "") -> SafeString:
    return format_html(
        '<span class="inline-block font-semibold h-6 leading-6 px-2 rounded-default text-[11px]'
        ' whitespace-nowrap {}" title="{}">{}</span>',
        TONES[tone], title, text,
    )  # fmt: skip


def badges(*found: SafeString) -> SafeString:
    row = format_html_join("", "{}", ((one,) for one in found))
    return format_html(
        '<span class="inline-flex flex-wrap gap-1 justify-end lg:justify-start">{}</span>', row
    )


def two_lines(first: Any, second: Any) -> SafeString:
    """Return what matters, and below it, smaller, what tells it apart."""
    return format_html(
        '<span class="block text-right lg:text-left max-w-xs" style="min-width: 5.5rem">'
        '<span class="block font-medium break-words'
        ' text-font-important-light dark:text-font-important-dark">{}</span>'
        '<span class="block text-xs break-all text-font-subtle-light dark:text-font-subtle-dark">{}</span>'
        "</span>",
        first, second,
    )  # fmt: skip


def length(seconds: float) -> str:
    """Return a duration as players show it: 1:05, or 1:02:03; empty if it is unknown."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """Return a size in bytes as 3.2 MB; empty if it is unknown."""
    return filesizeformat(count) if count else ""
