"""Whole objects: everybody reads them, a grant's holder writes one."""

import mimetypes

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError, StaticFile

from sandbox import arrival
from sandbox.oss import files
from sandbox.oss.errors import OssError


def read(request: HttpRequest, object_key: str) -> HttpResponseBase:
    path = files.path_of(object_key)
    kind, _ = mimetypes.guess_type(object_key)
    headers = [
        ("Content-Type", kind or "application/octet-stream"),
        ("Accept-Ranges", "bytes"),
    ]
    try:
        file = StaticFile(str(path), headers)
    except MissingFileError:
        raise OssError("NoSuchKey", Key=object_key) from None
    return WhiteNoiseMiddleware.serve(file, request)


def write(request: HttpRequest, object_key: str) -> HttpResponse:
    etag, _ = files.receive(request, files.path_of(object_key))
    with transaction.atomic():
        arrival.complete(object_key)
    return HttpResponse(headers={"ETag": f'"{etag}"'})
