"""Ports for what a test starts, and patience with it."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# Seconds that anything may take on a busy machine.
PATIENCE = 90


def free_port() -> int:
    """Return a port that nobody is given for the next minute, and that a server may ask for by its number.

    It stays taken by a connection that is over: the end that hung up first keeps it for so long.
    """
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            server.accept()[0].close()
        return int(server.getsockname()[1])


def is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until(
    condition: Callable[[], Any], said: Callable[[], str] = str, patience: float = PATIENCE
) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)
