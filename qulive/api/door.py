"""What every request passes first. Django's own ways of it would cost more than a remembered answer does."""

from collections.abc import Callable
from functools import lru_cache
from random import getrandbits
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django_guid.context import guid
from django_guid.utils import validate_guid

Handler = Callable[[HttpRequest], HttpResponseBase]


def request_id(get_response: Handler) -> Handler:
    """Give the request an id, the one that it brought if that is a UUID, and answer with it in one piece."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        brought = request.META.get("HTTP_X_REQUEST_ID")
        given = brought if brought and validate_guid(brought) else new_id()
        guid.set(given)
        response = get_response(request)
        response.headers["X-Request-ID"] = given
        if isinstance(response, HttpResponse) and "Content-Length" not in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer


def new_id() -> str:
    """Return a UUID that nobody else has; it is no secret, so it need not come from the system.

    Asking the system lets go of the interpreter's lock, and a request then stands in line for it once more.
    """
    return str(UUID(int=getrandbits(128), version=4))


def language(get_response: Handler) -> Handler:
    """Speak the language that the request prefers; no path of ours has one in it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "HTTP_COOKIE" in request.META:
            translation.activate(translation.get_language_from_request(request))
        else:
            translation.activate(preferred(request.META.get("HTTP_ACCEPT_LANGUAGE", "")))
        response = get_response(request)
        if "Accept-Language" not in response.headers.get("Vary", ""):
            patch_vary_headers(response, ("Accept-Language",))
        return response

    return answer


@lru_cache(maxsize=1000)
def preferred(accept_language: str) -> str:
    """Return the language of ours that such a header asks for. Apps send but a few different ones."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept_language
    return translation.get_language_from_request(request)
