"""Where a token rides (contract/clients.md §1): the form or the query by contract, a header by good sense."""

from typing import Any

from django.http import QueryDict
from rest_framework.request import Request

SCHEMES = ("bearer", "token")


def token_of(request: Request) -> str:
    """Return the token that came with the request, or an empty text."""
    return from_header(request) or from_form(request) or from_query(request)


def from_header(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in SCHEMES else ""


def from_query(request: Request) -> str:
    return request.query_params.get("token", "").strip()


def from_form(request: Request) -> str:
    if request.method != "POST":
        return ""
    data: Any = request.data
    return str(data.get("token") or "").strip() if isinstance(data, QueryDict | dict) else ""
