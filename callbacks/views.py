"""POST /vodcallback/callback: what VOD tells us, signed (contract/clients.md §4)."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.views import APIView

from callbacks import services
from callbacks.events import UnreadableBody
from qulive.aliyun.signature import BadSignature, verify_callback
from qulive.api.envelope import OK, Answer, plain_answer
from qulive.api.views import OpenMixin


class CallbackView(OpenMixin, APIView):
    """VOD looks at the HTTP status alone: 200 is done, anything else makes it try again, twice."""

    http_method_names = ("post",)

    def post(self, request: Request) -> HttpResponse:
        try:
            check_signature(request)
        except BadSignature as error:
            return Answer(code="403", message=str(error), status=403)
        try:
            services.receive(request._request.body)
        except UnreadableBody:
            return Answer(code="400", message=_("The body is not a JSON object."), status=400)
        # Rendered the short way: most of what comes is well.
        return plain_answer(code=OK, message=_("Received."), status=200)

    def handle_exception(self, exc: Exception) -> Any:
        """What an app would be told at HTTP 200, VOD has to try again."""
        answer = super().handle_exception(exc)
        if answer.status_code == status.HTTP_200_OK:
            answer.status_code = status.HTTP_500_INTERNAL_SERVER_ERROR
        return answer


def check_signature(request: Request) -> None:
    """Raise BadSignature for a callback that is not VOD's. Without keys VOD does not sign at all."""
    if not settings.VOD_CALLBACK_KEYS:
        return
    verify_callback(
        settings.VOD_CALLBACK_URL,
        request.META.get("HTTP_X_VOD_TIMESTAMP", ""),
        request.META.get("HTTP_X_VOD_SIGNATURE", ""),
        keys=settings.VOD_CALLBACK_KEYS,
        now=timezone.now(),
        max_age=settings.VOD_CALLBACK_MAX_AGE,
    )
