"""The media work with ffmpeg. Figures: `contract/vod.md` §H."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sandbox.media import definitions, demuxers, ffmpeg, offsets
from sandbox.media.definitions import renditions
from sandbox.media.facts import Facts, MediaError

__all__ = ["container", "probe", "renditions", "snapshots", "transcode"]

PROBE: Final = 20.0
SNAPSHOT: Final = 60.0
TRANSCODE: Final = 600.0
"""Seconds after which ffmpeg is killed."""
AT_ONCE: Final = 4
"""Snapshots of one process."""

_DURATION: Final = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
_FPS: Final = re.compile(r"^  Stream #0:\d+.*: Video: .*, ([\d.]+) fps", re.MULTILINE)
_SIZE: Final = re.compile(r"^#dimensions 0: (\d+)x(\d+)$", re.MULTILINE)
_FRAME: Final = re.compile(r"^0, ", re.MULTILINE)


def probe(source: Path) -> Facts:
    """Read the headers and decode the first frame, so that headers without content do not count."""
    stream = ("0:a:0", "-frames:a") if demuxers.is_sound(source) else ("0:V:0", "-frames:v")
    arguments = ("-map", *stream, "1", "-f", "framecrc", "-")
    frames, said = ffmpeg.run(*ffmpeg.source(source), *arguments, seconds=PROBE, say="info")
    if not _FRAME.search(frames):
        raise MediaError("Nothing in the file could be decoded.")
    headers = said.partition("\nOutput #0")[0]
    # framecrc tells the size after rotation.
    width, height = map(int, _groups(_SIZE, frames, "0", "0"))
    hours, minutes, seconds = map(float, _groups(_DURATION, headers, "0", "0", "0"))
    (fps,) = _groups(_FPS, headers, "25")
    return Facts(hours * 3600 + minutes * 60 + seconds, width, height, fps)


def container(_source: Path) -> str:
    """Return the extension of renditions."""
    return "mp4"


def transcode(source: Path, target: Path, definition: str, *, narrow: bool) -> Facts:
    """Make an mp4 that starts before it is loaded. A narrow-band one trades detail for bytes."""
    facts = probe(source)
    if not facts.width:
        raise MediaError("There is no picture in the file.")
    width, height = definitions.fitted(facts, definition)
    ffmpeg.run(
        *ffmpeg.source(source),
        *("-map", "0:V:0", "-map", "0:a:0?", "-map_metadata", "-1", "-threads", "1"),
        *("-vf", f"scale={width}:{height},setsar=1,format=yuv420p", "-fpsmax", "60"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "32" if narrow else "26", "-g", "60"),
        *("-c:a", "aac", "-b:a", "64k", "-ac", "2", "-movflags", "+faststart"),
        *("-f", "mp4", f"file:{target}"),
        seconds=TRANSCODE,
    )
    return probe(target)


def snapshots(source: Path, folder: Path, wanted: Mapping[str, Any]) -> list[Path]:
    """Take pictures of the moments that were asked for, in files of the folder."""
    moments = offsets.of(wanted, probe(source).duration)
    pictures = [folder / f"{number:05}.jpg" for number in range(1, len(moments) + 1)]
    for first in range(0, len(moments), AT_ONCE):
        batch = slice(first, first + AT_ONCE)
        _take(source, list(zip(moments[batch], pictures[batch], strict=True)), _filter(wanted))
    # The last moments may lie behind the last frame.
    for picture, previous in zip(pictures, [None, *pictures], strict=False):
        if not picture.exists():
            if previous is None:
                raise MediaError("There is no picture in the file.")
            shutil.copyfile(previous, picture)
    return pictures


def _take(source: Path, batch: list[tuple[float, Path]], scale: str) -> None:
    inputs, outputs = [], []
    for number, (moment, picture) in enumerate(batch):
        inputs += ffmpeg.source(source, "-threads", "1", "-ss", f"{moment:.3f}")
        outputs += ["-map", f"{number}:V:0", "-frames:v", "1", "-vf", scale, "-q:v", "3"]
        outputs += ["-f", "image2", "-update", "1", f"file:{picture}"]
    ffmpeg.run(*inputs, *outputs, seconds=SNAPSHOT)


def _filter(wanted: Mapping[str, Any]) -> str:
    """Scale to what was asked for; a side that was not follows the other."""
    width, height = wanted["Width"], wanted["Height"]
    return f"scale={width or -2}:{height or -2}" if width or height else "null"


def _groups(pattern: "re.Pattern[str]", text: str, *otherwise: str) -> tuple[str, ...]:
    found = pattern.search(text)
    return found.groups() if found else otherwise
