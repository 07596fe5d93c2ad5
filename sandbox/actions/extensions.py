"""The files that VOD takes (`contract/vod.md` §A)."""

from typing import Final

from sandbox.rpc.errors import ApiError

_VIDEO: Final = """
mp4 ts 3gp mpg mpeg mpe dat vob asf avi wmv flv f4v rm rmvb mov mkv m3u8 dv gif m2t m4v mj2 mjpeg
mts ogg qt swf webm
"""
_AUDIO: Final = "mp3 wma wav aac ra m4a flac ape ac3 amr caf acm"
MEDIA: Final = frozenset(f"{_VIDEO} {_AUDIO}".split())
IMAGES: Final = frozenset({"png", "jpg", "jpeg", "gif"})


def media_extension(file_name: str) -> str:
    """Return the lower-case extension of a video's or a sound's name, or raise."""
    extension = file_name.rpartition(".")[2].lower()
    if "." not in file_name or extension not in MEDIA:
        raise ApiError("InvalidFileName.Extension")
    return extension
