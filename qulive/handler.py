"""Django's WSGI handler, which gives granian more in one piece and has less to do around each request."""

from collections.abc import Iterable
from contextlib import closing
from typing import Any

from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from django.http import HttpResponse


class Handler(WSGIHandler):
    """Gives the server a finished answer as a list: granian would take anything else for a stream."""

    def __call__(  # type: ignore[override]  # WSGI takes any iterable
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        response = super().__call__(environ, start_response)
        if not isinstance(response, HttpResponse):
            return response
        with closing(response):
            return [response.content]


def spare_signals() -> None:
    """Have only the end of a request signalled to what this server needs of it: its database connections.

    Django looks after them at the start as well, empties the list of queries that DEBUG keeps, closes caches
    that have nothing to close, and resets what the next request sets: a quarter of a remembered answer.
    """
    request_started.disconnect(close_old_connections)
    request_started.disconnect(reset_queries)
    request_finished.disconnect(close_caches)
    request_finished.disconnect(reset_urlconf)
