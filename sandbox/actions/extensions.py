"""The files that VOD takes (`contract/vod.md` §A)."""

from typing import Final

from sandbox.media import demuxers
from sandbox.rpc.errors import ApiError

MEDIA: Final = frozenset({*demuxers.DEMUXERS, "m3u8"})
IMAGES: Final = frozenset({"png", "jpg", "jpeg", "gif"})


def media_extension(file_name: str) -> str:
    """Return the lower-case extension of a video's or a sound's name, or raise."""
    extension = file_name.rpartition(".")[2].lower()
    if "." not in file_name or extension not in MEDIA:
        raise ApiError("InvalidFileName.Extension")
    return extension
