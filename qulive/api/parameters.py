"""Where parameters ride: in the query string, and for POST in the form too (contract/clients.md §2)."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from qulive.api.errors import BadParameters
from qulive.api.query import sent_in_query


def parameters(request: Request) -> dict[str, Any]:
    """Return what the app sent; the form wins over the query, and blank means absent.

    A GET's body is not looked at: iPhones announce an empty one as JSON.
    """
    sent = {**sent_in_query(request._request), **(form(request) if request.method == "POST" else {})}
    return {name: value for name, value in sent.items() if not is_blank(value)}


def form(request: Request) -> Mapping[str, Any]:
    data = request.data
    if isinstance(data, QueryDict):
        return data.dict()
    if isinstance(data, dict):
        return data
    raise BadParameters(_("Send the parameters in the query string or as a form."))


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
