"""The media work: with ffmpeg if there is one, else by what headers declare."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from sandbox.media import declared, decoded, ffmpeg
from sandbox.media.facts import Facts


class Tools(Protocol):
    def probe(self, source: Path) -> Facts: ...

    def renditions(self, facts: Facts) -> list[str]: ...

    def container(self, source: Path, /) -> str: ...

    def transcode(self, source: Path, target: Path, definition: str, /, *, narrow: bool) -> Facts: ...

    def snapshots(self, source: Path, folder: Path, wanted: Mapping[str, Any]) -> list[Path]: ...


def tools() -> Tools:
    return decoded if ffmpeg.executable() else declared
