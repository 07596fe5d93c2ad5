"""A wire between two processes that can be cut, or go dead without a word."""

import socket
from contextlib import suppress
from threading import Event, Thread


class Wire:
    """Forwards what comes in at `port` to another address, as long as it is whole."""

    def __init__(self, far_end: tuple[str, int]) -> None:
        self._far_end = far_end
        self._ends: list[socket.socket] = []
        self._whole = Event()
        self._alive = Event()
        self._alive.set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._whole.set()
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Drop all connections and refuse new ones, as a server that is restarted does."""
        self._whole.clear()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        self._whole.set()
        self._alive.set()

    def go_dead(self) -> None:
        """Keep everything open and carry nothing any more, as a network that lost its way does."""
        self._alive.clear()

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            if not self._whole.is_set():
                near.close()
                continue
            far = socket.create_connection(self._far_end)
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(2**16):
                self._alive.wait()
                target.sendall(content)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
