"""Time-outs of sockets start anew with every byte; here one counts for an answer as a whole."""

import io
import socket
from http.client import HTTPResponse
from time import monotonic
from typing import Any, cast


class PunctualResponse(HTTPResponse):
    """An answer that is in when its socket's time-out has passed since the request, or never."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        stream = self.fp.detach()
        self.fp = io.BufferedReader(Punctual(cast(socket.SocketIO, stream), sock))


class Punctual(io.RawIOBase):
    def __init__(self, stream: socket.SocketIO, sock: socket.socket) -> None:
        self._stream, self._sock = stream, sock
        self._patience = sock.gettimeout()
        self._deadline = monotonic() + (self._patience or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._patience is None:
            return self._stream.readinto(buffer)
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        try:
            return self._stream.readinto(buffer)
        finally:
            self._sock.settimeout(self._patience)

    def close(self) -> None:
        self._stream.close()
        super().close()
