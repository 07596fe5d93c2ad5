"""What a person with a browser is told when something behind the pages fails."""

import errno
import logging
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
CHUNK: Final = 2**16


class Trouble:
    """Words for what fails (middleware)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponseBase | None:
        if isinstance(exc, OperationalError | InterfaceError):
            return database_away(request, exc)
        if isinstance(exc, OSError) and exc.errno in NO_ROOM and request.method == "POST":
            return disk_full(request, exc)
        return None


def database_away(request: HttpRequest, exc: Exception) -> HttpResponse:
    """Answer without a query: the template gets no request, in which a user and messages would be."""
    logger.error("The database failed: %s", type(exc).__name__, exc_info=exc)
    context = {"was_sending": request.method == "POST", "address": request.get_full_path()}
    # Not 503: two of them in a row, and the proxy takes the machine for gone (deploy/nginx-proxy.conf), with
    # the lists that it still remembers for apps.
    return HttpResponse(render_to_string("backoffice/database_away.html", context), status=500)


def disk_full(request: HttpRequest, exc: Exception) -> HttpResponse:
    """Show the form again. What was to be saved with the file is rolled back by then."""
    logger.error("An upload found no room", exc_info=exc)
    # No browser reads an answer before it has sent everything.
    while request.read(CHUNK):
        pass
    messages.error(request, _("The server's disk is full. Nothing was saved."))
    return HttpResponseRedirect(request.get_full_path())
