"""The floor: what any view in Django costs. Constant bytes through the resolver, no middleware."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

LIST = (Path(os.environ["BYTES"]) / "vod+getRecommendVideoList").read_bytes()


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LIST, content_type="application/json")


urlpatterns = [path("vod/getRecommendVideoList", constant)]
