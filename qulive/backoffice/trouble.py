"""What a person with a browser is told when something behind the pages fails."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class Trouble:
    """Words for what fails (middleware)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponseBase | None:
        is_of_the_database = isinstance(exc, OperationalError | InterfaceError)
        return database_away(request, exc) if is_of_the_database else None


def database_away(request: HttpRequest, exc: Exception) -> HttpResponse:
    """Answer without a query: the template gets no request, in which a user and messages would be."""
    logger.error("The database failed: %s", type(exc).__name__, exc_info=exc)
    context = {"was_sending": request.method == "POST", "address": request.get_full_path()}
    # Not 503: two of them in a row, and the proxy takes the machine for gone (deploy/nginx-proxy.conf), with
    # the lists that it still remembers for apps.
    return HttpResponse(render_to_string("backoffice/database_away.html", context), status=500)
