"""Where catalog files are: in the configured storage, or wherever an absolute URL says."""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import models
from django.db.models.fields.files import FieldFile

URL_SCHEMES = ("http://", "https://")


class FileOrUrl(FieldFile):
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


def keep(storage: Storage, folder: str, source: Path) -> str:
    """Store a file under its content's digest, once, and return its name there."""
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:32]
        name = str(PurePosixPath(folder) / f"{digest}{source.suffix.lower()}")
        if not storage.exists(name):
            stream.seek(0)
            storage.save(name, File(stream))
    return name
