"""A plain dark grey JPEG of any size: what a snapshot is while nothing decodes the video."""

import struct
from typing import Final

# One quantisation step everywhere, so the first coefficient may be small.
_QUANTISATION: Final = b"\xff\xdb" + struct.pack(">HB", 67, 0) + bytes([16] * 64)
# DC codes: "0" is no change, "10" a change of six bits. The only AC code, "0", ends a block.
_DC_CODES: Final = b"\xff\xc4" + struct.pack(">HB", 21, 0x00) + bytes([1, 1, *[0] * 14, 0, 6])
_AC_CODES: Final = b"\xff\xc4" + struct.pack(">HB", 20, 0x10) + bytes([1, *[0] * 15, 0])
_SCAN: Final = b"\xff\xda" + struct.pack(">HBBBBBB", 8, 1, 1, 0x00, 0, 63, 0)
_FIRST_BYTE: Final = 0b10_011111  # a change of -32 steps, from the decoder's mid grey


def plain(width: int, height: int) -> bytes:
    """Return a JPEG of one colour, in pixels of width and height."""
    blocks = -(-width // 8) * -(-height // 8)
    # The end of the first block, then "no change, end of block" for every other one.
    zeros = 2 * blocks - 1
    data = bytes([_FIRST_BYTE]) + bytes(zeros // 8) + bytes([0xFF >> zeros % 8])
    frame = b"\xff\xc0" + struct.pack(">HBHHBBBB", 11, 8, height, width, 1, 1, 0x11, 0)
    return b"".join((b"\xff\xd8", _QUANTISATION, frame, _DC_CODES, _AC_CODES, _SCAN, data, b"\xff\xd9"))
