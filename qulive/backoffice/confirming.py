"""Asking before something is done to rows that can't be taken back lightly."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from qulive.backoffice.base import Page

# What says which rows, and what is done to them; nothing else of the form is sent again.
SENT_AGAIN = ("action", "index", "select_across", ACTION_CHECKBOX_NAME, "value")


@dataclass(frozen=True, slots=True)
class Question:
    title: Promise
    text: Promise


def is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def ask(
    page: Page[Any], request: HttpRequest, question: Question, rows: QuerySet[Any], *, back: str = ""
) -> TemplateResponse:
    """Show a page that sends the same once more, confirmed, or leads back."""
    context = {
        **page.admin_site.each_context(request),
        "title": question.title,
        "opts": page.opts,
        "question": question.text,
        "rows": rows,
        "sent": [(name, value) for name in SENT_AGAIN for value in request.POST.getlist(name)],
        "back": back or request.get_full_path(),
    }
    return TemplateResponse(request, "backoffice/confirm.html", context)
