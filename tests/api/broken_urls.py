from django.http import HttpRequest, HttpResponse
from django.urls import path

from qulive.urls import handler500

__all__ = ["handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("https://vod.example.com/?Signature=secret")


urlpatterns = [path("broken", broken)]
