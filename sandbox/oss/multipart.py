"""Uploads in parts (`contract/vod.md` §E1)."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sandbox import account, arrival
from sandbox.models import MultipartUpload, Part
from sandbox.oss import files, xml
from sandbox.oss.errors import OssError

LEAST: Final = 100 << 10
"""Bytes of every part but the last."""
MOST: Final = 10_000
"""Parts of one upload."""
DOCUMENT: Final = 2 << 20
"""Bytes of the longest list of parts."""


def initiate(request: HttpRequest, object_key: str) -> HttpResponse:
    upload = MultipartUpload.objects.create(object_key=object_key)
    return xml.response(
        "InitiateMultipartUploadResult",
        [*_names(object_key), ("UploadId", upload.upload_id)],
    )


def put_part(request: HttpRequest, object_key: str) -> HttpResponse:
    upload, number = _upload(request, object_key), _number(request)
    etag, size = files.receive(request, files.part_path(upload.upload_id, number))
    upload.parts.update_or_create(number=number, defaults={"etag": etag, "size": size})
    return HttpResponse(headers={"ETag": f'"{etag}"'})


def list_parts(request: HttpRequest, object_key: str) -> HttpResponse:
    upload = _upload(request, object_key)
    marker = request.GET.get("part-number-marker", "")
    parts = upload.parts.filter(number__gt=int(marker) if marker.isdecimal() else 0)
    page = list(parts.order_by("number")[:1001])
    shown = page[:1000]
    return xml.response(
        "ListPartsResult",
        [
            *_names(object_key),
            ("UploadId", upload.upload_id),
            ("NextPartNumberMarker", str(shown[-1].number if shown else 0)),
            ("MaxParts", "1000"),
            ("IsTruncated", "true" if len(page) > len(shown) else "false"),
            *(("Part", _described(part)) for part in shown),
        ],
    )


def complete(request: HttpRequest, object_key: str) -> HttpResponse:
    upload = _upload(request, object_key)
    if int(request.META.get("CONTENT_LENGTH") or 0) > DOCUMENT:
        raise OssError("MalformedXML")
    parts = list(_chosen(upload, xml.completed_parts(request.read())))
    paths = [files.part_path(upload.upload_id, part.number) for part in parts]
    files.join(paths, files.path_of(object_key))
    with transaction.atomic():
        upload.delete()
        arrival.complete(object_key)
    files.remove_parts(upload.upload_id)
    etag = f"{parts[-1].etag}-{len(parts)}"
    return xml.response(
        "CompleteMultipartUploadResult",
        [("Location", object_key), *_names(object_key), ("ETag", f'"{etag}"')],
    )


def abort(request: HttpRequest, object_key: str) -> HttpResponse:
    upload = _upload(request, object_key)
    upload.delete()
    files.remove_parts(upload.upload_id)
    return HttpResponse(status=204)


def _upload(request: HttpRequest, object_key: str) -> MultipartUpload:
    found = MultipartUpload.objects.filter(upload_id=request.GET["uploadId"], object_key=object_key).first()
    if found is None:
        raise OssError("NoSuchUpload", UploadId=request.GET["uploadId"])
    return found


def _number(request: HttpRequest) -> int:
    text = request.GET["partNumber"]
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise OssError("InvalidArgument", ArgumentName="partNumber")
    return int(text)


def _chosen(upload: MultipartUpload, wanted: list[tuple[int, str]]) -> Iterator[Part]:
    """Yield the parts that a completion names, after all checks of the real store."""
    numbers = [number for number, _ in wanted]
    if not wanted:
        raise OssError("MalformedXML")
    if numbers != sorted(set(numbers)):
        raise OssError("InvalidPartOrder")
    stored = {part.number: part for part in upload.parts.all()}
    for number, etag in wanted:
        part = stored.get(number)
        if part is None or part.etag != etag.upper():
            raise OssError("InvalidPart", PartNumber=str(number))
        if part.size < LEAST and number != numbers[-1]:
            raise OssError("EntityTooSmall", PartNumber=str(number))
        yield part


def _names(object_key: str) -> list[xml.Element]:
    return [("Bucket", account.BUCKET), ("Key", object_key)]


def _described(part: Part) -> list[xml.Element]:
    return [
        ("PartNumber", str(part.number)),
        ("LastModified", part.stored_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")),
        ("ETag", f'"{part.etag}"'),
        ("Size", str(part.size)),
    ]
