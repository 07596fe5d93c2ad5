"""The media work without ffmpeg: what headers declare is believed, and nothing is decoded.

The uploaded file is its own rendition, and a snapshot is a plain picture of the right size.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.media import definitions, demuxers, jpeg, mp4, offsets
from sandbox.media.facts import Facts, MediaError


def probe(source: Path) -> Facts:
    """Return an mp4's headers. Nothing is known of other containers, so they are taken as they are."""
    facts = mp4.read(source)
    if demuxers.of(source) == "mov" and not facts.duration:
        raise MediaError("There are no mp4 headers in the file.")
    return facts


def renditions(facts: Facts) -> list[str]:
    return [definitions.name_of(facts)]


def container(source: Path) -> str:
    return source.suffix[1:].lower()


def transcode(source: Path, target: Path, _definition: str, *, narrow: bool) -> Facts:
    shutil.copyfile(source, target)
    return probe(target)


def snapshots(source: Path, folder: Path, wanted: Mapping[str, Any]) -> list[Path]:
    facts = probe(source)
    picture = jpeg.plain(wanted["Width"] or facts.width or 360, wanted["Height"] or facts.height or 640)
    pictures = [folder / f"{number:05}.jpg" for number, _ in enumerate(offsets.of(wanted, facts.duration), 1)]
    for path in pictures:
        path.write_bytes(picture)
    return pictures
