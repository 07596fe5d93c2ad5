"""The three kinds of operations. A subclass says what goes in, what comes out and what happens between."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from qulive.api.envelope import Answer
from qulive.api.parameters import parameters


class NoParameters(Serializer[Any]):
    pass


@cache
def built(kind: type[Serializer[Any]]) -> Serializer[Any]:
    """Return a serializer to share: making one copies all its fields, which takes longer than its work."""
    return kind()


class Operation(APIView):
    """One operation of the API: validated parameters in, data out, in the envelope."""

    input: ClassVar[type[Serializer[Any]]] = NoParameters
    # None answers whatever `perform` returns as it is.
    output: ClassVar[type[Serializer[Any]] | None] = None
    many: ClassVar[bool] = False
    # What OpenAPI says of an output that is not always the same.
    described_output: ClassVar[Any] = None
    # Other spellings that apps use for a parameter.
    aliases: ClassVar[dict[str, str]] = {}
    http_method_names: Sequence[str] = ("get", "head", "post")

    def perform(self, *args: Any, **parameters: Any) -> Any:
        """Do it. Takes the validated parameters, returns data, or an Answer to say a sentence too."""
        raise NotImplementedError

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a wrong method before asking who calls, and a large body unread.

        No operation takes a file, which Django would write to disk.
        """
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        length = request.META.get("CONTENT_LENGTH", "")
        if length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        super().initial(request, *args, **kwargs)

    def respond(self, request: Request) -> Answer:
        sent = {self.aliases.get(name, name): value for name, value in parameters(request).items()}
        answer = self.perform(**built(self.input).run_validation(sent))
        if not isinstance(answer, Answer):
            answer = Answer(answer)
        if self.output and answer.data is not None:
            write = built(self.output).to_representation
            answer.data = [write(row) for row in answer.data] if self.many else write(answer.data)
        return answer


class OpenMixin(APIView):
    """Anybody may call; a stale token is not even looked at."""

    authentication_classes = ()
    permission_classes = ()


class DemoMixin(APIView):
    """Open like OpenMixin while DEMO_OPEN is on; else it wants a token, which the iOS app sends."""

    def get_authenticators(self) -> list[Any]:
        return [] if settings.DEMO_OPEN else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        return [] if settings.DEMO_OPEN else list(super().get_permissions())


class ReadView(Operation):
    def get(self, request: Request) -> Response:
        return self.respond(request)


class WriteView(Operation):
    def post(self, request: Request) -> Response:
        return self.respond(request)


class SecretView(ReadView, WriteView):
    """Documented as GET, but what it takes or gives is secret: POST is open too, and nobody keeps a copy.

    A HEAD would mint for nothing.
    """

    http_method_names = ("get", "post")

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)
