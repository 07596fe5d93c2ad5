"""Files as people see them: pictures that move, players, and names with sizes."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qulive.storage import URL_SCHEMES

KINDS = {
    "picture": frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"}),
    "video": frozenset({".mp4"}),
    "audio": frozenset({".mp3", ".aac", ".m4a", ".wav", ".ogg", ".flac"}),
}


@dataclass(frozen=True)
class Shown:
    """A file, ready for a page."""

    url: str
    kind: str  # picture, video, audio or file
    name: str
    # Its size for people, or what is wrong with it; empty for a file elsewhere.
    note: str = ""


def shown(file: FieldFile, url: str = "", kind: str = "") -> Shown | None:
    """Describe a file, or a URL kept in its place; nothing without either."""
    if not file.name:
        return None
    path = PurePosixPath(urlsplit(file.name).path)
    kind = kind or next((kind for kind, suffixes in KINDS.items() if path.suffix.lower() in suffixes), "file")
    return Shown(url or file.url, kind, short(path), note_of(file))


def short(path: PurePosixPath) -> str:
    """Shorten the digests that stored files are called by."""
    return path.name if len(path.stem) <= 24 else f"{path.stem[:8]}…{path.suffix}"  # noqa: PLR2004 - of a cell


def note_of(file: FieldFile) -> str:
    # An object store would be asked over the network, once for every file of the page.
    if str(file.name).startswith(URL_SCHEMES) or not isinstance(file.storage, FileSystemStorage):
        return ""
    try:
        return filesizeformat(file.size)
    except OSError:
        return _("The file is missing. Upload it again.")


def thumbnail(*files: FieldFile) -> SafeString:
    """Show the first of these files that there is, small, in a list."""
    found = next((file for file in map(shown, files) if file), None)
    if found is None:
        return mark_safe('<span class="catalog-thumbnail"></span>')
    return render_to_string("backoffice/shown.html", {"file": found})
