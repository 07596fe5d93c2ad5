"""Where parameters ride: in the query string, and for POST in the form too (contract/clients.md §2)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from qulive.api.errors import BadParameters


def parameters(request: Request) -> dict[str, Any]:
    """Return what the app sent; the form wins over the query, and blank means absent.

    A GET's body is not looked at: iPhones announce an empty one as JSON.
    """
    sent = {**request.query_params.dict(), **(form(request) if request.method == "POST" else {})}
    return {name: value for name, value in sent.items() if not is_blank(value)}


def sent_in_query(request: HttpRequest) -> Mapping[str, str]:
    """Return what a GET sent, as Django reads it, but at once where nothing in it is encoded."""
    query = request.META.get("QUERY_STRING", "")
    if "%" in query or "+" in query or not query.isascii():
        return request.GET.dict()
    return dict(pair.partition("=")[::2] for pair in query.split("&"))


def form(request: Request) -> Mapping[str, Any]:
    data = request.data
    if isinstance(data, QueryDict):
        return data.dict()
    if isinstance(data, dict):
        return data
    raise BadParameters(_("Send the parameters in the query string or as a form."))


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
