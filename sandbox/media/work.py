"""The media work itself: the one place where a decoder would take over.

Nothing decodes yet: headers give the facts, the uploaded file is its only rendition, and a
snapshot is a plain picture of the right size.
"""

from pathlib import Path

from sandbox.media import jpeg
from sandbox.media.mp4 import Facts
from sandbox.media.mp4 import read as probe

__all__ = ["Facts", "definition", "probe", "snapshot", "transcode"]


class MediaError(Exception):
    """The file cannot be worked on; the job fails, and its event says so."""


def transcode(source_key: str) -> str:
    """Return the object key of the rendition made of a source."""
    return source_key


def snapshot(source: Path) -> bytes:
    """Return a JPEG of the source's picture."""
    facts = probe(source)
    return jpeg.plain(facts.width or 360, facts.height or 640)


def definition(facts: Facts) -> str:
    """Name a picture size in VOD's words, by its shorter side."""
    shorter = min(facts.width, facts.height)
    if not shorter:
        return "OD"
    sizes = ((1080, "HD"), (720, "SD"), (480, "LD"))
    return next((name for least, name in sizes if shorter >= least), "FD")
