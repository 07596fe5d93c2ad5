"""A server that answers so slowly that no time-out of a socket ever strikes."""

import socket
from contextlib import suppress
from threading import Event, Thread

DRIP = 0.1  # seconds


class Dripping:
    """Answers every connection with these bytes at once, and then with this one again and again."""

    def __init__(self, at_once: bytes, drop: bytes) -> None:
        self.at_once, self.drop = at_once, drop
        self.stopped = Event()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.server.accept()
                Thread(target=self.answer, args=[connection], daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.recv(1 << 16)
            connection.sendall(self.at_once)
            while not self.stopped.wait(DRIP):
                connection.sendall(self.drop)
