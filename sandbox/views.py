"""The front door: the RPC gateway and the console at `/`, objects everywhere else."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from sandbox.console import views as console
from sandbox.oss import views as oss
from sandbox.rpc import views as rpc


@csrf_exempt
def gateway(request: HttpRequest) -> HttpResponse:
    """Answer a call; a browser that merely looks gets the console."""
    if request.method in ("GET", "HEAD") and not request.GET:
        return console.page(request)
    return rpc.answer(request)


@csrf_exempt
def store(request: HttpRequest, path: str) -> HttpResponseBase:
    return oss.answer(request, path)
