"""The envelope that every answer travels in (contract/clients.md §1)."""

from datetime import datetime
from typing import Any

from django.http import JsonResponse
from django_guid import get_guid
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

OK = "200"


def envelope(data: Any, *, code: str = OK, message: str = "") -> dict[str, Any]:
    """Wrap business data. Every scalar is a string, and no message is ever null: an iPhone would crash."""
    return {
        "result": "true" if code == OK else "false",
        "requestId": get_guid() or "",
        "code": code,
        "message": str(message),
        "data": data,
    }


class Answer(Response):
    """What an operation answers: data, and a sentence where the person at the app should read one.

    `until` is the moment at which the data stops being true by itself, if there is one.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        code: str = OK,
        message: str = "",
        status: int = 200,
        until: datetime | None = None,
    ) -> None:
        super().__init__(data, status=status)
        self.code = code
        self.message = message
        self.until = until


class EnvelopeRenderer(JSONRenderer):
    """Put the answer into its envelope, on success and on failure alike."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        answer = (renderer_context or {}).get("response")
        code = getattr(answer, "code", OK)
        message = getattr(answer, "message", "")
        wrapped = envelope(data, code=code, message=message)
        rendered: bytes = super().render(wrapped, accepted_media_type, renderer_context)
        return rendered


def plain_answer(*, code: str, message: str, status: int) -> JsonResponse:
    """Answer outside of an operation: an unknown path, a refused host."""
    return JsonResponse(
        envelope(None, code=code, message=message),
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
