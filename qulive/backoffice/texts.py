"""What people read on a row's page: a face with a name, source text, a link; everything in it is escaped."""

import json

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString


def face(name: str, beneath: str, picture: str) -> SafeString:
    """A face with two lines beside it; without a picture, an empty face."""
    context = {"name": name, "beneath": beneath, "picture": picture}
    return render_to_string("backoffice/face.html", context)


def source(text: str) -> SafeString:
    """Text as it is, line by line: a traceback, or JSON."""
    return format_html(
        '<pre style="font: 12px/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere">'
        "{}</pre>",
        text,
    )


def pretty_json(text: str) -> str:
    """JSON in lines for people; what is none stays as it is."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text


def link(url: str | None, words: str) -> SafeString:
    """A link within the back office; the words alone where it leads nowhere."""
    if not url:
        return format_html("{}", words)
    return format_html('<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, words)
