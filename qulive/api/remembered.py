"""Reads whose answers a worker remembers while they are true (see qulive.freshness)."""

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, ClassVar, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from rest_framework.request import Request

from qulive.api.door import preferred
from qulive.api.envelope import OK, Answer
from qulive.api.query import sent_in_query
from qulive.api.splicing import Spliced
from qulive.api.views import ReadView
from qulive.freshness import Memory, versions

# Bytes per worker; some 400 pages of 20 videos.
MOST: Final = 16 * 2**20
answers: Final[Memory[Spliced]] = Memory(most=MOST)


class RememberedView(ReadView):
    """A read that is the same for everybody who may see it. What is remembered costs no query.

    Whoever is recognised gets it by the shortcut; anybody else comes in by the plain way, and so does what
    is not remembered yet. Don't put permissions on it that ask for more than a token.
    """

    version: ClassVar[str]  # the name of what it is made from
    own_headers: ClassVar[dict[str, str]] = {}

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        for name, value in self.own_headers.items():
            response[name] = value
        return response

    def respond(self, request: Request) -> HttpResponseBase:  # type: ignore[override]  # DRF takes any
        key = self.key(request._request, sent_in_query(request._request), str(get_language()))
        kept = answers.get(key)
        if kept is None:
            # Read before the rows: what changes while they are read makes them old.
            version = versions[self.version]
            try:
                answer = super().respond(request)
            except DatabaseError:
                # It went away just now. What was true a moment ago is better than nothing.
                kept = answers.unexpired(key)
                if kept is None:
                    raise
                return self.answer(request._request, kept)
            if answer.code != OK or answer.message:
                return answer
            kept = Spliced(answer.data)
            answers.put(key, kept, version, until=self.until(answer), size=kept.size)
        return self.answer(request._request, kept)

    def recall(self, request: HttpRequest) -> Spliced | None:
        """Return what is remembered for a GET without cookies, if whoever asks may see it."""
        sent = sent_in_query(request)
        language = preferred(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
        kept = answers.get(self.key(request, sent, language))
        return kept if kept and kept.headers and self.recognises(request, sent) else None

    def recognises(self, request: HttpRequest, sent: Mapping[str, str]) -> bool:
        """Tell whether the request may see the answer; False leaves it to DRF to say."""
        authenticators = self.get_authenticators()
        if not authenticators:
            return not self.get_permissions()
        return all(getattr(one, "recognises", is_unknown)(request, sent) for one in authenticators)

    def key(self, request: HttpRequest, sent: Mapping[str, str], language: str) -> Hashable:
        """What the answer depends on: the parameters that it knows, and the language of the sentences.

        And its headers, on whether the request came over TLS.
        """
        view: Any = type(self)
        return view, language, request.is_secure(), *[sent.get(name) for name in parameter_names(view)]

    def until(self, answer: Answer) -> float | None:
        """The moment, in UNIX seconds, at which the answer stops being true by itself."""
        return answer.until.timestamp() if answer.until else None

    def answer(self, request: HttpRequest, kept: Spliced) -> HttpResponse:
        response = kept.answer(request)
        response.kept = kept  # type: ignore[attr-defined]  # for the shortcut to learn from
        return response


def is_unknown(request: HttpRequest, sent: Mapping[str, str]) -> bool:
    return False


@cache
def parameter_names(view: Any) -> tuple[str, ...]:
    return (*view.input().fields, *view.aliases)
