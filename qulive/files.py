"""Files of ours, served with byte ranges, which every phone's player asks for."""

import mimetypes
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage, default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, Response, SlicedFile, StaticFile

YEAR = "public, max-age=31536000, immutable"


class RangedFile(StaticFile):  # type: ignore[misc]  # whitenoise has no types
    """whitenoise's file, which also serves a range of a single byte."""

    def get_range_response(self, range_header: str, base_headers: Any, file_handle: Any) -> Response:
        headers = dict(base_headers)
        size = int(headers["Content-Length"])
        start, end = self.get_byte_range(range_header, size)
        if start > end:
            return self.get_range_not_satisfiable_response(file_handle, size)
        headers |= {
            "Content-Range": f"bytes {start}-{end}/{size}",
            "Content-Length": str(end - start + 1),
        }
        body = SlicedFile(file_handle, start, end) if file_handle else None
        return Response(206, list(headers.items()), body)


def serve(
    request: HttpRequest, storage: Storage, name: str, *, cache_control: str = YEAR
) -> HttpResponseBase:
    """Serve a file of a local storage. Raises Http404 for what isn't there, or isn't local."""
    try:
        path = storage.path(name)
        headers = [
            ("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream"),
            ("Cache-Control", cache_control),
            ("Accept-Ranges", "bytes"),
            # Whatever an operator uploaded, it runs no script on our pages.
            ("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'"),
        ]
        file = RangedFile(path, headers)
    except (SuspiciousFileOperation, NotARegularFileError, NotImplementedError, OSError, ValueError):
        raise Http404 from None
    response: HttpResponseBase = WhiteNoiseMiddleware.serve(file, request)
    return response


def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve an uploaded file. In production the web server or the storage's own URL does."""
    return serve(request, default_storage, name)
