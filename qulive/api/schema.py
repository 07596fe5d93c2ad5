"""OpenAPI that tells the truth: every answer is in the envelope, and parameters ride where they ride."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_object_type
from rest_framework.serializers import Serializer

from qulive.api.views import Operation

FORM = "application/x-www-form-urlencoded"


class EnvelopeSchema(AutoSchema):
    def get_operation_id(self) -> str:
        return f"{self.path.strip('/').replace('/', '_')}_{self.method.lower()}"

    def get_summary(self) -> str | None:
        return (self.view.__doc__ or "").split("\n")[0].rstrip(".") or None

    def get_tags(self) -> list[str]:
        return [self.path.strip("/").split("/")[0]]

    def get_override_parameters(self) -> list[Any]:
        return [self._input()] if self.method == "GET" and self._input() else []

    def get_request_serializer(self) -> Any:
        if not isinstance(self.view, Operation):
            return dict[str, Any]  # VOD's events
        return self._input() if self.method == "POST" else None

    def get_response_serializers(self) -> Any:
        if not isinstance(self.view, Operation):
            return None
        plain = self.view.output and self.view.output(many=self.view.many)
        return self.view.described_output or plain

    def map_parsers(self) -> list[str]:
        return [FORM]

    def map_renderers(self, attribute: str) -> list[str]:
        return ["application/json"]

    def _input(self) -> type[Serializer[Any]] | None:
        if not isinstance(self.view, Operation) or not self.view.input().fields:
            return None
        return self.view.input

    def _get_response_for_code(
        self, serializer: Any, status_code: Any, media_types: Any = None, direction: Any = "response"
    ) -> dict[str, Any]:
        response: dict[str, Any] = super()._get_response_for_code(  # type: ignore[no-untyped-call]
            serializer, status_code, media_types, direction
        )
        data = response.get("content", {}).get("application/json", {}).get("schema")
        properties: dict[str, dict[str, Any]] = {
            "result": {"type": "string", "enum": ["true", "false"]},
            "requestId": {"type": "string"},
            "code": {"type": "string", "pattern": "^[0-9]{3}$"},
            "message": {"type": "string", "description": "A sentence for people; never null."},
            "data": {"nullable": True, "description": "Null in every failure."},
        }
        if data:
            properties["data"] |= {"allOf": [data]}
        schema = build_object_type(properties=properties, required=list(properties))
        return {"content": {"application/json": {"schema": schema}}, "description": response["description"]}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The token in the query or form, by contract, or in a header."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = ["tokenParameter", "tokenHeader"]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        return [
            {"type": "apiKey", "in": "query", "name": "token"},
            {"type": "http", "scheme": "bearer"},
        ]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        return [{name: []} for name in self.name]  # either of them
