from dataclasses import dataclass


class MediaError(Exception):
    """The file cannot be worked on; the job fails, and its event says so."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a media file. The picture size is the upright one."""

    duration: float = 0.0  # seconds
    width: int = 0
    height: int = 0
    fps: str = "25"
