"""Signature version 1 of the object store (`contract/vod.md` §E1, §G.4)."""

import base64
import hmac
from typing import Final

from django.http import HttpRequest

_SUB_RESOURCES: Final = frozenset({"uploads", "uploadId", "partNumber"})


def string_to_sign(request: HttpRequest, resource: str) -> str:
    """Return what a client signs, for `/<bucket>/<key>`."""
    headers = request.headers
    stamp = headers.get("x-oss-date") or headers.get("Date", "")
    extra = sorted(
        f"{name.lower()}:{value}\n" for name, value in headers.items() if name.lower().startswith("x-oss-")
    )
    lines = (
        str(request.method),
        headers.get("Content-MD5", ""),
        request.META.get("CONTENT_TYPE", ""),
        stamp,
        "".join(extra) + resource + _query(request),
    )
    return "\n".join(lines)


def sign(secret: str, text: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()


def _query(request: HttpRequest) -> str:
    """Write the sub-resources, one without a value as its bare name."""
    signed = sorted((name, value) for name, value in request.GET.items() if name in _SUB_RESOURCES)
    text = "&".join(f"{name}={value}" if value else name for name, value in signed)
    return f"?{text}" if text else ""
