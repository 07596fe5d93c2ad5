import uuid
from typing import Any

from rest_framework.renderers import JSONRenderer


class EnvelopeRenderer(JSONRenderer):
    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        response = renderer_context["response"]
        succeeded = not response.exception
        wrapped = {
            "result": "true" if succeeded else "false",
            "requestId": str(uuid.uuid4()),
            "code": str(response.status_code),
            "message": "" if succeeded else str(data["detail"]),
            "data": data if succeeded else None,
        }
        rendered: bytes = super().render(wrapped, accepted_media_type, renderer_context)
        return rendered
