"""Answers outside of any operation, in the envelope like all others."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.utils.translation import activate, get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from qulive.api.envelope import plain_answer


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    return plain_answer(code="400", message=_("The server can't read this request."), status=400)


def our_hosts(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse requests for other hosts (middleware); with DEBUG on, Django would show a page of its own."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            # Nobody has looked at the language yet.
            activate(get_language_from_request(request))
            message = _("This server does not go by this name. Set PUBLIC_URL or ALLOWED_HOSTS to add it.")
            return plain_answer(code="400", message=message, status=400)
        return get_response(request)

    return answer


def forbidden(request: HttpRequest, exception: Exception) -> JsonResponse:
    return plain_answer(code="403", message=_("You are not allowed to do this."), status=403)


@csrf_exempt
def unknown_path(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    return plain_answer(code="404", message=_("There is nothing at this address."), status=404)


def wrong_method(request: HttpRequest) -> JsonResponse:
    message = _("This operation does not take the method %s.") % request.method
    answer = plain_answer(code="405", message=message, status=405)
    answer["Allow"] = "GET, HEAD"
    return answer


def to_look_at(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a plain view be read only, and its 404 and 405 ours; Django would show pages of its own."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return wrong_method(request)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return unknown_path(request)

    return answer


def later(name: str) -> Callable[..., HttpResponseBase]:
    """Return a view of this class, which is imported when somebody asks for it: few do, and it is large."""

    @cache
    def view() -> Any:
        return import_string(name).as_view()

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = view()(request, *args, **kwargs)
        return response

    return answer


def broken(request: HttpRequest) -> JsonResponse:
    message = _("Something broke on our side. Please try again later.")
    return plain_answer(code="500", message=message, status=500)
