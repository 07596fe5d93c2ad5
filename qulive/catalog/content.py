"""What a file is, whatever it is called: catalogs come from designers and from other people's servers."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE = 2**20
# An archive may not unpack to more than this, nor to more pieces.
UNPACKED_MOST = 512 * MEGABYTE
ENTRIES_MOST = 10_000
# What reading an archive that is none, is cut short, or is locked may raise.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class BadFile(Exception):
    """The file is not what it has to be; the text says why, to follow its name."""


@dataclass(frozen=True)
class Content:
    """What a column takes: which formats, by their suffixes, and how much of it."""

    name: Promise
    formats: frozenset[str]
    most: int

    def check(self, path: Path) -> str:
        """Return the suffix of what the file really is. Raises BadFile."""
        size = path.stat().st_size
        if size == 0:
            raise BadFile(_("is empty"))
        if size > self.most:
            raise BadFile(_("is larger than %d MB") % (self.most // MEGABYTE))
        with path.open("rb") as stream:
            suffix = suffix_of(stream.read(64))
        if suffix not in self.formats:
            raise BadFile(_("is no %s") % self.name)
        if suffix == ".zip":
            check_zip(path)
            # Editors know their packages by either name.
            return ".mat" if path.suffix.lower() == ".mat" else suffix
        return suffix


IMAGES = frozenset({".png", ".jpg", ".gif", ".webp"})
IMAGE = Content(gettext_lazy("picture (PNG, JPEG, GIF, WebP)"), IMAGES, 20 * MEGABYTE)
PREVIEW = Content(gettext_lazy("picture or MP4 video"), IMAGES | {".mp4"}, 50 * MEGABYTE)
VIDEO = Content(gettext_lazy("MP4 video"), frozenset({".mp4"}), 200 * MEGABYTE)
PACKAGE = Content(gettext_lazy("zip archive"), frozenset({".zip"}), 100 * MEGABYTE)
FONT = Content(
    gettext_lazy("font or zip archive"), frozenset({".ttf", ".otf", ".ttc", ".zip"}), 100 * MEGABYTE
)
AUDIO = Content(
    gettext_lazy("audio (MP3, AAC, M4A, WAV, Ogg, FLAC)"),
    frozenset({".mp3", ".aac", ".m4a", ".mp4", ".wav", ".ogg", ".flac"}),
    100 * MEGABYTE,
)

BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"PK\x03\x04", ".zip"),
    (b"\x00\x01\x00\x00", ".ttf"),
    (b"true", ".ttf"),
    (b"OTTO", ".otf"),
    (b"ttcf", ".ttc"),
    (b"ID3", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
)


def suffix_of(head: bytes) -> str:
    """Name a format by how its files begin; nothing for one that we don't take."""
    for beginning, suffix in BEGINNINGS:
        if head.startswith(beginning):
            return suffix
    if head.startswith(b"RIFF"):
        return {b"WEBP": ".webp", b"WAVE": ".wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return ".m4a" if head[8:11] in (b"M4A", b"M4B") else ".mp4"
    return mpeg_audio(head)


def mpeg_audio(head: bytes) -> str:
    """Tell MP3 from AAC: both begin with set bits, and the two bits of the layer are 0 in AAC alone."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - of a frame's header
        return ""
    if head[1] & 0xF6 == 0xF0:  # noqa: PLR2004
        return ".aac"
    return ".mp3" if head[1] & 0x06 and head[2] & 0xF0 != 0xF0 else ""  # noqa: PLR2004


def check_zip(path: Path | IO[bytes], most: int = UNPACKED_MOST) -> None:
    """Raise BadFile for an archive that is damaged, huge once unpacked, or writes outside of its folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            problem = next(problems_of(archive.infolist(), most), "")
            if problem:
                raise BadFile(problem)
            damaged = archive.testzip()
    except DAMAGE as error:
        raise BadFile(_("is no whole zip archive (%s)") % error) from None
    if damaged:
        raise BadFile(_("is damaged in its entry %s") % damaged)


def problems_of(entries: list[zipfile.ZipInfo], most: int) -> Iterator[str]:
    if len(entries) > ENTRIES_MOST:
        yield _("has more than %d entries") % ENTRIES_MOST
    if sum(entry.file_size for entry in entries) > most:
        yield _("unpacks to more than %d MB") % (most // MEGABYTE)
    for entry in entries:
        if escapes(entry.filename):
            yield _("has an entry outside of its folder: %s") % entry.filename
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield _("has a link in it: %s") % entry.filename


def escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(PureWindowsPath(name).drive)
