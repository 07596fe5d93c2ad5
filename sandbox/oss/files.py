"""Objects as files: where they are, and how bytes get there."""

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.http import HttpRequest

from sandbox import account, limits
from sandbox.models import Video
from sandbox.oss.errors import OssError

CHUNK: Final = 1 << 16
LARGEST: Final = 5 << 30
"""Bytes of one simple upload, or of one part."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def path_of(object_key: str) -> Path:
    """Return the file of an object; raise for a key that could name anything else."""
    pieces = object_key.split("/")
    if any(piece in ("", ".", "..") for piece in pieces) or "\\" in object_key:
        raise OssError("InvalidObjectName")
    if "\0" in object_key or len(object_key) > limits.OBJECT_KEY:
        raise OssError("InvalidObjectName")
    return _folder() / account.BUCKET / object_key


def part_path(upload_id: str, number: int) -> Path:
    return _folder() / "parts" / upload_id / str(number)


def receive(request: HttpRequest, path: Path) -> tuple[str, int]:
    """Stream a request's body into a file; return its ETag and its size in bytes."""
    expected = _length(request)
    temporary = _temporary()
    try:
        with temporary.open("wb") as file:
            digest, size = _copy(request, file.write)
        if size != expected:
            raise OssError("IncompleteBody")
        _check_md5(request, digest.digest())
        move(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return digest.hexdigest().upper(), size


@contextmanager
def workplace() -> Iterator[Path]:
    """Lend a folder for files that become objects."""
    with tempfile.TemporaryDirectory(dir=_incoming()) as folder:
        yield Path(folder)


def move(file: Path, path: Path) -> None:
    """Make a finished file an object, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file.replace(path)


def join(parts: Iterable[Path], path: Path) -> None:
    """Make one file of the parts, in their order."""
    temporary = _temporary()
    with temporary.open("wb") as file:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, file, CHUNK)
    move(temporary, path)


def remove_parts(upload_id: str) -> None:
    shutil.rmtree(part_path(upload_id, 0).parent, ignore_errors=True)


def remove_all_of(video: Video) -> None:
    """Remove a video's source, and the folder of its streams and snapshots."""
    path_of(video.object_key).unlink(missing_ok=True)
    shutil.rmtree(path_of(video.video_id), ignore_errors=True)


def clear_unfinished() -> None:
    """Remove what a killed process left half done."""
    shutil.rmtree(_folder() / "incoming", ignore_errors=True)


def _folder() -> Path:
    return Path(settings.SANDBOX_OBJECTS)


def _temporary() -> Path:
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as file:
        return Path(file.name)


def _incoming() -> Path:
    """Return the folder for unfinished files. It lies beside the objects, so that moving is one step."""
    folder = _folder() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _length(request: HttpRequest) -> int:
    """Return how long the body claims to be.

    A chunked body that breaks off looks whole to a WSGI application, so it is refused.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise OssError("MissingContentLength") from None
    if length > LARGEST:
        raise OssError("EntityTooLarge")
    return length


def _copy(source: Readable, write: Callable[[bytes], object]) -> tuple["hashlib._Hash", int]:
    digest, size = hashlib.md5(usedforsecurity=False), 0
    while chunk := source.read(CHUNK):
        write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return digest, size


def _check_md5(request: HttpRequest, digest: bytes) -> None:
    given = request.headers.get("Content-MD5")
    if given and given != base64.b64encode(digest).decode():
        raise OssError("BadDigest")
