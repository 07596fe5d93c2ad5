"""Answers out of remembered bytes: the data is the same for all, the envelope around it each one's own."""

import hashlib
import re
import struct
import zlib
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django_guid import get_guid
from rest_framework.renderers import JSONRenderer

# The envelope of every success that has nothing to say; the request's id is a UUID and needs no escapes.
OPENING: Final = '{"result":"true","requestId":"%s","code":"200","message":"","data":'
PLAIN: Final = ResponseHeaders(
    {"Content-Type": "application/json", "Vary": "Accept-Encoding, Accept-Language"}
)
# A gzip member without a name or a time, and in it a block of so many bytes as they are (RFC 1951, 1952).
GZIP: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
STORED: Final = struct.Struct("<BHH")
TRAILER: Final = struct.Struct("<LL")
TAKES_GZIP: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


class Spliced:
    """Data, rendered once."""

    def __init__(self, data: Any) -> None:
        # Of the finished answer, once one went out.
        self.headers: ResponseHeaders | None = None
        # With the end of the envelope, which goes over the wire in one piece with it.
        self._rest: bytes = JSONRenderer().render(data) + b"}"

    @property
    def size(self) -> int:
        """Bytes that it takes of a memory at most, with the packed data and some air."""
        return 2 * len(self._rest) + 1000

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self._rest).hexdigest()[:32]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Put the data into this request's envelope."""
        opening = (OPENING % get_guid()).encode()
        packs = TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(self._gzip(opening) if packs else opening + self._rest)
        # Django would look at each name and value once more, for a tenth of what the answer costs.
        response.headers._store |= (self.headers or PLAIN)._store
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        return response

    def _gzip(self, opening: bytes) -> bytes:
        """Compress nothing: the envelope goes in as it is, the data as it was packed once."""
        length = len(opening)
        checksum = self._checksum_after(zlib.crc32(opening))
        head = GZIP + STORED.pack(0, length, length ^ 0xFFFF)
        return head + opening + self._packed + TRAILER.pack(checksum, length + len(self._rest))

    @cached_property
    def _packed(self) -> bytes:
        packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
        return packer.compress(self._rest) + packer.flush()

    def _checksum_after(self, opening: int) -> int:
        """Return what `zlib.crc32(self._rest, opening)` would, without going through all of it again.

        For so long a text zlib lets go of the interpreter's lock, and a request then stands in line for it
        once more, which takes longer than the checksum.
        """
        checksum = self._checksum
        for bit, difference in enumerate(self._differences):
            if opening >> bit & 1:
                checksum ^= difference
        return checksum

    @cached_property
    def _checksum(self) -> int:
        return zlib.crc32(self._rest)

    @cached_property
    def _differences(self) -> list[int]:
        """What each bit of an opening's checksum changes in the whole one: a checksum is linear."""
        return [zlib.crc32(self._rest, 1 << bit) ^ self._checksum for bit in range(32)]
