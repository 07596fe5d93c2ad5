"""OpenAPI that tells the truth: every answer is in the envelope, and parameters ride where they ride."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_object_type

from qulive.api.views import Operation


class EnvelopeSchema(AutoSchema):
    def get_operation_id(self) -> str:
        return f"{self.path.strip('/').replace('/', '_')}_{self.method.lower()}"

    def get_tags(self) -> list[str]:
        return [self.path.strip("/").split("/")[0]]

    def get_override_parameters(self) -> list[Any]:
        return [self.view.input] if self.method == "GET" and isinstance(self.view, Operation) else []

    def get_request_serializer(self) -> Any:
        return self.view.input if isinstance(self.view, Operation) else None

    def get_response_serializers(self) -> Any:
        if not isinstance(self.view, Operation) or self.view.output is None:
            return None
        return self.view.output(many=self.view.many)

    def _get_response_for_code(
        self,
        serializer: Any,
        status_code: Any,
        media_types: Any = None,
        direction: Any = "response",
    ) -> dict[str, Any]:
        response = super()._get_response_for_code(serializer, status_code, ["application/json"], direction)
        data = response.get("content", {}).get("application/json", {}).get("schema", {})
        properties = {
            "result": {"type": "string", "enum": ["true", "false"]},
            "requestId": {"type": "string"},
            "code": {"type": "string", "pattern": "^[0-9]{3}$"},
            "message": {"type": "string"},
            # A failure has none.
            "data": {"anyOf": [data, {"type": "null"}]} if data else {"nullable": True},
        }
        schema = build_object_type(properties=properties, required=list(properties))
        return {
            "content": {"application/json": {"schema": schema}},
            "description": response["description"],
        }
