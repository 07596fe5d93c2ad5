"""One family of errors, and the one place that knows how each of them is told to an app.

A business outcome is HTTP 200 with its `code`, since the apps in the field read the body only then;
an outcome of the transport (405, 413, 429, 500) keeps its HTTP status (contract/clients.md §1).
A database that is away is a neighbour's trouble, as the cloud's is: HTTP 200 too. HTTP 503 is what a machine
says that is going, and the proxy would take all of them out, with the lists that they remember.
"""

import logging
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from qulive.aliyun.errors import CloudBusy, CloudError, MediaNotFound
from qulive.api.envelope import Answer

logger = logging.getLogger(__name__)


class AppError(Exception):
    """A business outcome other than success. The text is for the person who holds the phone."""

    code = "400"


class BadParameters(AppError):
    code = "400"


class LoginFailed(AppError):
    code = "401"


class NotAllowed(AppError):
    code = "403"


class NotFound(AppError):
    code = "404"


class Conflict(AppError):
    code = "409"


def handle(exc: Exception, context: dict[str, Any]) -> Answer:  # noqa: C901, PLR0911 - one case per error
    """Translate any exception of an operation into its answer (DRF's EXCEPTION_HANDLER)."""
    set_rollback()
    match exc:
        case AppError():
            return Answer(code=exc.code, message=str(exc))
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return Answer(code="403", message=_("Please log in the system!"))
        case exceptions.ValidationError():
            return Answer(code="400", message=sentence(exc.detail))
        case exceptions.ParseError() | exceptions.UnsupportedMediaType():
            return Answer(code="400", message=_("Send the parameters in the query string or as a form."))
        case exceptions.MethodNotAllowed():
            return transport(405, _("This operation does not take the method %s.") % exc.args[0])
        case RequestDataTooBig() | TooManyFieldsSent() | TooManyFilesSent():
            return transport(413, _("The request is too large."))
        case exceptions.Throttled():
            return throttled(exc)
        case Http404() | exceptions.NotFound() | MediaNotFound():
            return Answer(code="404", message=_("There is nothing under this id."))
        case CloudError():
            return cloud_trouble(exc)
        case OperationalError() | InterfaceError():
            return database_trouble(exc)
        case PermissionDenied() | exceptions.PermissionDenied():
            return Answer(code="403", message=_("You are not allowed to do this."))
    logger.error("An operation failed: %s", type(exc).__name__, exc_info=exc)
    return transport(500, _("Something broke on our side. Please try again later."))


def transport(status: int, message: str) -> Answer:
    return Answer(code=str(status), message=message, status=status)


def throttled(exc: exceptions.Throttled) -> Answer:
    answer = transport(429, _("Too many requests. Please wait a moment."))
    wait: float | None = getattr(exc, "wait", None)
    if wait is not None:
        answer["Retry-After"] = str(int(wait) + 1)
    return answer


def cloud_trouble(exc: CloudError) -> Answer:
    logger.warning("The cloud refused: %s (its request %s)", exc, exc.request_id or "-")
    if isinstance(exc, CloudBusy):
        message = _("The video service is busy. Please try again in a moment.")
        return Answer(code="503", message=message)
    return Answer(code="502", message=_("The video service could not do this. Please try again later."))


def database_trouble(exc: Exception) -> Answer:
    """It is away, full, or held up for too long; whatever was begun is rolled back."""
    logger.error("The database failed: %s", type(exc).__name__, exc_info=exc)
    return Answer(code="503", message=_("The server is busy. Please try again in a moment."))


def sentence(detail: Any, name: str = "") -> str:
    """Say what is wrong with the parameters in one line, each problem behind its parameter's name."""
    if isinstance(detail, dict):
        return " ".join(sentence(problems, field) for field, problems in detail.items())
    if isinstance(detail, list):
        return " ".join(sentence(problem, name) for problem in detail)
    return f"{name}: {detail}" if name and name != "non_field_errors" else str(detail)
