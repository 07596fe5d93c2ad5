"""The object store: which operation a request means, and who may ask for it."""

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from sandbox import account, faults
from sandbox.oss import multipart, objects, xml
from sandbox.oss.authentication import authorise
from sandbox.oss.errors import OssError

Operation = Callable[[HttpRequest, str], HttpResponseBase]

# By method and by the sub-resources that the query names.
_SIGNED: Final[Mapping[tuple[str, frozenset[str]], Operation]] = {
    ("PUT", frozenset()): objects.write,
    ("POST", frozenset({"uploads"})): multipart.initiate,
    ("PUT", frozenset({"partNumber", "uploadId"})): multipart.put_part,
    ("GET", frozenset({"uploadId"})): multipart.list_parts,
    ("POST", frozenset({"uploadId"})): multipart.complete,
    ("DELETE", frozenset({"uploadId"})): multipart.abort,
}
_SUB_RESOURCES: Final = frozenset({"uploads", "partNumber", "uploadId"})

# Browsers upload too, from pages of any origin; nothing here rides on cookies.
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, x-oss-request-id",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE",
    "Access-Control-Max-Age": "600",
}


def answer(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer `/<bucket>/<key>`, or `/<key>` at the bucket's own host."""
    request_id = uuid.uuid4().hex[:24].upper()
    try:
        response = _perform(request, path)
    except OssError as error:
        response = _refusal(request, request_id, error)
    response["x-oss-request-id"] = request_id
    for name, value in _CORS.items():
        response[name] = value
    return response


def _perform(request: HttpRequest, path: str) -> HttpResponseBase:
    if request.method == "OPTIONS":
        wanted = request.headers.get("Access-Control-Request-Headers", "*")
        return HttpResponse(headers={**_PREFLIGHT, "Access-Control-Allow-Headers": wanted})
    object_key = _object_key(request, path)
    faults.refuse_object()
    named = _SUB_RESOURCES.intersection(request.GET)
    if request.method in ("GET", "HEAD") and not named:
        return objects.read(request, object_key)
    operation = _SIGNED.get((str(request.method), named))
    if operation is None:
        raise OssError("AccessDenied" if request.method == "DELETE" else "MethodNotAllowed")
    authorise(request, object_key)
    return operation(request, object_key)


def _object_key(request: HttpRequest, path: str) -> str:
    if request.META.get("HTTP_HOST", "").startswith(f"{account.BUCKET}."):
        return path
    bucket, _, object_key = path.partition("/")
    if bucket != account.BUCKET:
        raise OssError("NoSuchBucket", BucketName=bucket)
    return object_key


def _refusal(request: HttpRequest, request_id: str, error: OssError) -> HttpResponse:
    elements = {
        "Code": error.code,
        "Message": error.message,
        "RequestId": request_id,
        "HostId": request.META.get("HTTP_HOST", ""),
        **error.elements,
    }
    return xml.response("Error", elements.items(), error.status)
