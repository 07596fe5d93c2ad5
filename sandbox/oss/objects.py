"""Whole objects: everybody reads them, a grant's holder writes one."""

import mimetypes
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError, Response, SlicedFile, StaticFile

from sandbox import arrival
from sandbox.oss import files
from sandbox.oss.errors import OssError


class ObjectFile(StaticFile):  # type: ignore[misc]
    """A stored object; unlike its base it also answers ranges of a single byte."""

    def get_range_response(
        self, range_header: str, base_headers: list[tuple[str, str]], file_handle: Any
    ) -> Response:
        size = int(dict(base_headers)["Content-Length"])
        start, end = self.get_byte_range(range_header, size)
        if start != end:
            return super().get_range_response(range_header, base_headers, file_handle)
        headers = [pair for pair in base_headers if pair[0] != "Content-Length"]
        headers += [("Content-Range", f"bytes {start}-{end}/{size}"), ("Content-Length", "1")]
        return Response(206, headers, file_handle and SlicedFile(file_handle, start, end))


def read(request: HttpRequest, object_key: str) -> HttpResponseBase:
    path = files.path_of(object_key)
    kind, _ = mimetypes.guess_type(object_key)
    headers = [
        ("Content-Type", kind or "application/octet-stream"),
        ("Accept-Ranges", "bytes"),
    ]
    try:
        file = ObjectFile(str(path), headers)
    except MissingFileError:
        raise OssError("NoSuchKey", Key=object_key) from None
    response: HttpResponseBase = WhiteNoiseMiddleware.serve(file, request)
    return response


def write(request: HttpRequest, object_key: str) -> HttpResponse:
    etag, _ = files.receive(request, files.path_of(object_key))
    with transaction.atomic():
        arrival.complete(object_key)
    return HttpResponse(headers={"ETag": f'"{etag}"'})
