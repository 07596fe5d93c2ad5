"""Middleware that gives out what is remembered before Django looks for its view."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.urls import ResolverMatch
from django.utils.cache import get_conditional_response

from qulive.api.door import Handler
from qulive.api.remembered import RememberedView
from qulive.api.splicing import Spliced


class Shortcut:
    """The first such answer goes the whole way, and teaches which headers all others get."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response
        self._known: dict[str, tuple[ResolverMatch, RememberedView]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kept = self._recall(request)
        response = kept.answer(request) if kept else self._get_response(request)
        if not kept and not self._learns(request, response):
            return response
        if "HTTP_IF_NONE_MATCH" in request.META and isinstance(response, HttpResponse):
            return get_conditional_response(request, etag=response.get("ETag"), response=response) or response
        return response

    def _recall(self, request: HttpRequest) -> Spliced | None:
        known = self._known.get(request.path_info)
        if known is None or request.method != "GET" or "HTTP_COOKIE" in request.META:
            return None
        # Whoever watches wants to know which operation it is.
        request.resolver_match, view = known
        return view.recall(request)

    def _learns(self, request: HttpRequest, response: HttpResponseBase) -> bool:
        """Tell whether the answer is one that was remembered just now, or before."""
        kept, match = getattr(response, "kept", None), request.resolver_match
        if kept is None or match is None:
            return False
        kept.headers = ResponseHeaders(response.headers)
        kept.headers.pop("Content-Encoding")
        operation: Any = match.func
        self._known[request.path_info] = match, operation.cls(**operation.initkwargs)
        return True
