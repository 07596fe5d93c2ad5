"""The front door: the RPC gateway at `/`, objects everywhere else."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from sandbox.oss import views as oss
from sandbox.rpc import views as rpc

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Local ApsaraVideo VOD</title>
<h1>Local ApsaraVideo VOD</h1>
<p>This is a sandbox: a small ApsaraVideo VOD for this machine. SDKs call it at this address.</p>
</html>
"""


@csrf_exempt
def gateway(request: HttpRequest) -> HttpResponse:
    """Answer a call; a browser that merely looks gets a page."""
    if request.method == "GET" and not request.GET:
        return HttpResponse(_PAGE)
    return rpc.answer(request)


@csrf_exempt
def store(request: HttpRequest, path: str) -> HttpResponseBase:
    return oss.answer(request, path)
