"""Answers outside of any operation, in the envelope like all others."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from qulive.api.envelope import plain_answer


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    return plain_answer(code="400", message=_("The server can't read this request."), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> JsonResponse:
    return plain_answer(code="403", message=_("You are not allowed to do this."), status=403)


@csrf_exempt
def unknown_path(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    return plain_answer(code="404", message=_("There is nothing at this address."), status=404)


def broken(request: HttpRequest) -> JsonResponse:
    message = _("Something broke on our side. Please try again later.")
    return plain_answer(code="500", message=message, status=500)
