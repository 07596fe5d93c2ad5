"""A form's field for a file of a catalog: an upload, checked by what is in it, or a URL kept as it is."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from qulive.backoffice.base import INPUT_CLASS
from qulive.backoffice.previews import shown
from qulive.catalog.content import AUDIO, BadFile, Content
from qulive.catalog.tables import FileColumn, Table
from qulive.storage import URL_SCHEMES

URL_MOST = 500
NEVER_IN_URLS = frozenset(' "<>\\')


class FileOrUrlInput(forms.ClearableFileInput):
    """Shows what is there, takes an upload, and beside it a URL. Emptying the URL takes it away."""

    template_name = "backoffice/file_or_url.html"

    class Media:
        css = {"all": ("qulive/files.css",)}
        js = ("qulive/files.js",)

    def __init__(self, *, takes_urls: bool, address: Callable[[FieldFile], str], kind: str) -> None:
        super().__init__()
        self.takes_urls = takes_urls
        self.address = address
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        file = value if isinstance(value, FieldFile) and value else None
        typed = value if isinstance(value, str) else ""
        kept = str(file.name) if file and is_url(str(file.name)) else ""
        return {
            **super().get_context(name, value, attrs),
            "file": shown(file, self.address(file), self.kind) if file else None,
            "url": typed or kept,
            "takes_urls": self.takes_urls,
            "input_class": INPUT_CLASS,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return an upload, False to take what is there away, a URL (empty: none), or None: nothing said."""
        value = super().value_from_datadict(data, files, name)
        if value is None and self.takes_urls:
            url = data.get(f"{name}-url")
            return None if url is None else url.strip()
        return value

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-url" not in data


class FileOrUrlField(forms.FileField):
    def __init__(
        self, *, content: Content, takes_urls: bool, address: Callable[[FieldFile], str], **kwargs: Any
    ) -> None:
        kind = "audio" if content is AUDIO else ""
        widget = FileOrUrlInput(takes_urls=takes_urls, address=address, kind=kind)
        super().__init__(**{**kwargs, "widget": widget})
        self.content = content
        formats = content.formats | ({".mat"} if ".zip" in content.formats else set())
        self.widget.attrs["accept"] = ",".join(sorted(formats))

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not isinstance(data, str):
            return super().clean(data, initial)
        kept = str(initial.name) if initial else ""
        if data == kept:
            return initial
        if data:
            return self.cleaned_url(data)
        return super().clean(False if is_url(kept) else None, initial)

    def cleaned_url(self, url: str) -> str:
        try:
            check_url(url)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return url

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if isinstance(upload, UploadedFile):
            upload.name = checked_name(upload, self.content)
        return upload

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not isinstance(data, str):
            return super().has_changed(initial, data)
        kept = str(initial.name) if initial else ""
        return data != (kept if is_url(kept) else "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        # An upload can't be shown again, but a URL that was typed can.
        return data if isinstance(data, str) and data else initial


class CatalogFiles:
    """For an admin of rows with files: what each takes is what the catalog's table says."""

    table: Table

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        column = next((column for column in self.table.files if column.name == db_field.name), None)
        if column is None:
            return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        return self.field_of(column, db_field)

    def field_of(self, column: FileColumn, db_field: Any) -> Any:
        return db_field.formfield(
            form_class=FileOrUrlField,
            content=column.content,
            takes_urls=not column.always_ours,
            address=self.address,
        )

    def address(self, file: FieldFile) -> str:
        """Return where an operator's browser finds the file."""
        return file.url


def is_url(name: str) -> bool:
    return name.startswith(URL_SCHEMES)


def check_url(url: str) -> None:
    """Raise ValueError for what is no http(s) URL, in words. Its host may be of one's own network."""
    if len(url) > URL_MOST:
        raise ValueError(_("A URL may have at most %d characters.") % URL_MOST)
    if not is_url(url) or not host_of(url) or not url.isprintable() or set(url) & NEVER_IN_URLS:
        raise ValueError(_("“%s” is no URL. It begins with https:// or http://.") % url)


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def checked_name(upload: UploadedFile[Any], content: Content) -> str:
    """Return the upload's name with the suffix of what it really is. Raises ValidationError."""
    name = PurePosixPath(upload.name or "file")
    try:
        with path_of(upload, name.suffix) as path:
            return f"{name.stem}{content.check(path)}"
    except BadFile as error:
        raise ValidationError(f"{name} {error}.") from None


@contextmanager
def path_of(upload: UploadedFile[Any], suffix: str) -> Iterator[Path]:
    """Let an upload be a file of this machine for a while; a large one is already."""
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)
