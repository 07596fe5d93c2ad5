"""Reads an mp4's duration and picture size from its headers, without decoding anything."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from sandbox.media.facts import Facts

_CONTAINERS: Final = (b"moov", b"trak")


def read(path: Path) -> Facts:
    """Return what the headers say; zeros for anything that is no mp4."""
    try:
        with path.open("rb") as file:
            boxes = dict(_boxes(file, 0, path.stat().st_size))
    except (struct.error, ValueError, ZeroDivisionError):
        return Facts()
    width, height = boxes.get(b"tkhd", (0.0, 0.0))
    return Facts(boxes.get(b"mvhd", (0.0,))[0], int(width), int(height))


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, tuple[float, ...]]]:
    """Walk the boxes between two offsets, and those inside of `moov` and `trak`."""
    while start + 8 <= end:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        body = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            body += 8
        stop = start + size if size else end
        if stop < body or stop > end:
            raise ValueError("a box leaves its container")
        if kind in _CONTAINERS:
            yield from _boxes(file, body, stop)
        elif kind == b"mvhd":
            yield kind, (_duration(file.read(32)),)
        elif kind == b"tkhd" and any(picture := _picture(file.read(96))):
            yield kind, picture
        start = stop


def _duration(box: bytes) -> float:
    if box[0] == 1:
        scale, length = struct.unpack(">IQ", box[20:32])
    else:
        scale, length = struct.unpack(">II", box[12:20])
    return float(round(length / scale, 4))


def _picture(box: bytes) -> tuple[float, float]:
    """Return the upright size: the matrix of a turned phone clip swaps the sides."""
    matrix = 52 if box[0] == 1 else 40
    upright = struct.unpack(">i", box[matrix : matrix + 4])[0] != 0
    width, height = struct.unpack(">II", box[matrix + 36 : matrix + 44])
    sides = (width / 65536, height / 65536)
    return sides if upright else sides[::-1]
