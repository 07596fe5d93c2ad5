"""What apps call, how it went and how long it took: a line in the log, and figures for Prometheus."""

import logging
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.views import APIView

from qulive.figures import figures

logger = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponseBase]


def middleware(get_response: View) -> View:
    """Watch the operations. Where neither the log nor Prometheus wants to know, no request passes here."""
    logs, counts = settings.LOG_REQUESTS, figures()
    if not logs and counts is None:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponseBase:
        started = perf_counter()
        response = get_response(request)
        match = request.resolver_match
        if match and is_operation(match.func):
            seconds = perf_counter() - started
            code = getattr(response, "code", None) or str(response.status_code)
            if counts:
                counts.operation(match.route, code, seconds)
            if logs:
                milliseconds = round(seconds * 1000, 1)
                facts = {"operation": match.route, "code": code, "duration_ms": milliseconds}
                logger.info("%s %s in %s ms", match.route, code, milliseconds, extra=facts)
        return response

    return answer


@cache
def is_operation(view: Any) -> bool:
    return issubclass(getattr(view, "cls", object), APIView)
