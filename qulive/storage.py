"""Where catalog files are: in the configured storage, or wherever an absolute URL says."""

import hashlib
import secrets
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, runtime_checkable

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models.fields.files import FieldFile

URL_SCHEMES = ("http://", "https://")


@runtime_checkable
class SignsUrls(Protocol):
    """What a storage does that opens its files by itself, and only until a moment."""

    def signed_url(self, name: str, expires: int) -> str: ...


def seconds_that_urls_last(storage: Storage) -> float | None:
    """Say how long a URL of the storage opens its file; None is for ever, as it doesn't sign them."""
    # What django-storages' S3Storage and its kin call it.
    signs = getattr(storage, "querystring_auth", False)
    return getattr(storage, "querystring_expire", None) if signs else None


class KeptFile(FieldFile):
    """A file that is called after its content, as a seeded one is: other content has another address."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:  # noqa: FBT001, FBT002 - Django's
        named = f"{digest_of(content)}{PurePosixPath(name).suffix.lower()}"
        named = self.field.generate_filename(self.instance, named)
        store(self.storage, named, content)
        self.name = named
        setattr(self.instance, self.field.attname, named)
        self._committed = True
        if save:
            self.instance.save()


class FileOrUrl(KeptFile):
    @property
    def url(self) -> str:
        """The absolute URL; empty without a file, since apps want texts and no nulls."""
        if not self.name or self.name.startswith(URL_SCHEMES):
            return self.name or ""
        url: str = super().url
        return url


class FileOrUrlField(models.FileField):
    """A file in our storage, or an absolute URL kept as it is, such as the CDN path of an older server."""

    attr_class = FileOrUrl

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)


def digest_of(content: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()[:32]


def name_of(folder: str, digest: str, suffix: str) -> str:
    """Say what a file is called in our storage, by the digest that digest_of() makes too."""
    return str(PurePosixPath(folder) / f"{digest[:32]}{suffix}")


def put(storage: Storage, name: str, source: Path) -> None:
    """Store a file of this machine under the name that says its content."""
    with source.open("rb") as stream:
        store(storage, name, File(stream))


def store(storage: Storage, name: str, content: File[Any]) -> None:
    """Store a file whose name says its content, unless it is there whole: half of one counts for nothing."""
    if storage.exists(name):
        if storage.size(name) == content.size:
            return
        storage.delete(name)
    content.seek(0)
    if isinstance(storage, FileSystemStorage):
        # Killed while it copies, a process leaves a file that nobody asks for; else half a file goes at once.
        partial = f"{name}.{secrets.token_hex(8)}.part"
        path = Path(storage.path(partial))
        try:
            storage.save(partial, content)
            path.replace(storage.path(name))
        finally:
            path.unlink(missing_ok=True)
        return
    # An object store shows an upload when it is complete, and not before.
    stored = storage.save(name, content)
    if stored != name:
        # Somebody stored the very same at the same moment.
        storage.delete(stored)
