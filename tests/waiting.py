"""Ports for what a test starts, whether it is there, and patience with it."""

import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any

from qulive.processes import is_listening

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
    return is_listening(("127.0.0.1", port))


def is_alive(pid: int) -> bool:
    """Whether it runs; the dead whom nobody buried don't, and in some containers nobody does."""
    found = subprocess.run(  # noqa: S603 - our own words
        ["ps", "-o", "stat=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        check=False,
        text=True,
    )
    return found.stdout.strip()[:1] not in ("", "Z")


def wait_until(
    condition: Callable[[], Any], said: Callable[[], str] = str, patience: float = PATIENCE
) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)
