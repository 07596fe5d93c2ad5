"""Where a token rides (contract/clients.md §1): the form or the query by contract, a header by good sense."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from rest_framework.request import Request

from qulive.api.query import sent_in_query

SCHEMES = ("bearer", "token")


def token_of(request: Request) -> str:
    """Return the token that came with the request, or an empty text."""
    return from_header(request) or from_form(request) or from_query(sent_in_query(request._request))


def token_of_read(request: HttpRequest, sent: Mapping[str, str]) -> str:
    """Return the token of a GET that sent this in its query; it has no form."""
    return from_header(request) or from_query(sent)


def from_header(request: Request | HttpRequest) -> str:
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return ""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() in SCHEMES else ""


def from_query(sent: Mapping[str, str]) -> str:
    return sent.get("token", "").strip()


def from_form(request: Request) -> str:
    if request.method != "POST":
        return ""
    data: Any = request.data
    return str(data.get("token") or "").strip() if isinstance(data, QueryDict | dict) else ""
