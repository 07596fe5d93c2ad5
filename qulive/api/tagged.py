"""Catalogs change seldom: an app that has one already need not load it again."""

from time import time

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse

from qulive.api.envelope import Answer
from qulive.api.remembered import RememberedView
from qulive.api.splicing import Spliced
from qulive.storage import seconds_that_urls_last


class TaggedView(RememberedView):
    """Answers with an ETag of its data; the shortcut tells whoever has the same already so, with 304.

    The tag is a weak one: the request's id in the envelope differs from answer to answer.
    """

    def answer(self, request: HttpRequest, kept: Spliced) -> HttpResponse:
        response = super().answer(request, kept)
        response["ETag"] = f'W/"{kept.digest}"'
        # Keep it, but ask whether it is still true: an operator's change counts at once.
        response["Cache-Control"] = "no-cache"
        return response

    def until(self, answer: Answer) -> float | None:
        # Where a storage signs what it gives out, whoever asks now has at least half of that time.
        life = seconds_that_urls_last(default_storage)
        return time() + life / 2 if life else super().until(answer)
