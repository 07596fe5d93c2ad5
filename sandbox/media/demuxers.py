"""Which reader opens a file. The name decides, never the content: a playlist in disguise would
otherwise be opened as what it is, and could name any other file (`contract/vod.md` §G.4)."""

from pathlib import Path
from typing import Final

from sandbox.media.facts import MediaError

_SOUNDS: Final = "mp3 wma wav aac ra m4a flac ape ac3 amr caf acm"
_EXTENSIONS: Final = {
    "mov": "mp4 mov m4v 3gp f4v mj2 qt m4a",
    "mpegts": "ts m2t mts",
    "mpeg": "mpg mpeg mpe dat vob",
    "asf": "asf wmv wma",
    "matroska": "mkv webm",
    "rm": "rm rmvb ra",
    "ogg": "ogg",
    "avi": "avi",
    "flv": "flv",
    "dv": "dv",
    "gif": "gif",
    "mjpeg": "mjpeg",
    "swf": "swf",
    "mp3": "mp3",
    "wav": "wav",
    "aac": "aac",
    "flac": "flac",
    "ape": "ape",
    "ac3": "ac3",
    "amr": "amr",
    "caf": "caf",
    "acm": "acm",
}
DEMUXERS: Final = {name: demuxer for demuxer, names in _EXTENSIONS.items() for name in names.split()}
SOUNDS: Final = frozenset(_SOUNDS.split())


def of(source: Path) -> str:
    """Return the name of the one reader for this file."""
    demuxer = DEMUXERS.get(_extension(source))
    if demuxer is None:
        raise MediaError("Playlists are not worked on, they could name any file.")
    return demuxer


def is_sound(source: Path) -> bool:
    return _extension(source) in SOUNDS


def _extension(source: Path) -> str:
    return source.suffix[1:].lower()
