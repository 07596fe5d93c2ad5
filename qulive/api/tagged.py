"""Catalogs change seldom: an app that has one already need not load it again."""

import hashlib
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from qulive.api.views import ReadView


class TaggedView(ReadView):
    """Answers with an ETag of its data, and with 304 to whoever has the same already.

    The tag is a weak one: the request's id in the envelope differs from answer to answer.
    """

    def get(self, request: Request) -> HttpResponseBase:  # type: ignore[override]  # 304 is no Response
        answer = super().get(request)
        tag = f'W/"{digest_of(answer.data)}"'
        answer["ETag"] = tag
        # Keep it, but ask whether it is still true: an operator's change counts at once.
        answer["Cache-Control"] = "no-cache"
        return get_conditional_response(request._request, etag=tag, response=answer) or answer


def digest_of(data: Any) -> str:
    return hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:32]
