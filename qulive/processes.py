"""The processes of the product on one machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from ipaddress import IPv4Address
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Seconds to be up, and to go down by itself after it was asked to.
STARTING = 30
STOPPING = 10


class ProcessFailed(Exception):
    """A process can't be started; the text says which, and why as far as we know."""


class Process:
    """One process in a session of its own, so that Ctrl-C reaches us alone and we stop it in order."""

    def __init__(self, name: str, *arguments: str, host: str = "", port: int = 0) -> None:
        self.name = name
        self.arguments = [sys.executable, *arguments]
        # Listening everywhere includes here.
        self.address = ("127.0.0.1" if host == "0.0.0.0" else host, port)  # noqa: S104
        self.popen: subprocess.Popen[bytes] | None = None

    @classmethod
    def sandbox(cls, host: str, port: int) -> "Process":
        return cls("sandbox", "-m", "sandbox", host=host, port=port)

    @classmethod
    def web(cls, host: str, port: int, workers: int, threads: int) -> "Process":
        """The AppServer. Without respawning, one killed worker would end granian as a whole."""
        options = "--interface wsgi --no-ws --respawn-failed-workers --log-level error"
        place = f"--host {host} --port {port} --workers {workers} --blocking-threads {threads}"
        command = f"-m granian {options} {place} qulive.wsgi:application"
        return cls("AppServer", *command.split(), host=host, port=port)

    @classmethod
    def worker(cls) -> "Process":
        command = "manage.py task_worker --verbosity 0"
        return cls("task worker", *command.split())

    def start(self) -> None:
        """Start it and wait until it listens, if it does. Raises ProcessFailed."""
        self.popen = subprocess.Popen(  # noqa: S603 - our own words
            self.arguments, cwd=ROOT, start_new_session=True
        )
        deadline = time.monotonic() + STARTING
        while self.address[1] and not is_listening(self.address):
            if self.popen.poll() is not None or time.monotonic() > deadline:
                raise ProcessFailed(f"The {self.name} did not start.")
            time.sleep(0.1)

    def revive(self) -> None:
        """Start it again if it died."""
        if self.popen is not None and self.popen.poll() is not None:
            sys.stdout.write(f"The {self.name} ended ({self.popen.returncode}); starting it again.\n")
            sys.stdout.flush()
            kill_session(self.popen.pid)
            self.start()

    def stop(self) -> None:
        if self.popen is None:
            return
        self.popen.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(STOPPING)
        kill_session(self.popen.pid)

    def refuse_place(self, setting: str) -> None:
        """Raise ProcessFailed where it can't listen, or somebody else does; `setting` names the port."""
        host = self.address[0]
        try:
            IPv4Address(host)
        except ValueError:
            raise ProcessFailed(
                f"HOST is {host!r}. Set it to an IPv4 address of this machine, or to 0.0.0.0 for all of them."
            ) from None
        if is_listening(self.address):
            raise ProcessFailed(f"Port {self.address[1]} is taken. Set {setting} to another one.")


def kill_session(leader: int) -> None:
    """Kill what a process left behind: a killed granian's workers would go on serving at the port."""
    # macOS says EPERM where only the dead are left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def is_listening(address: tuple[str, int]) -> bool:
    with suppress(OSError), socket.create_connection(address, timeout=1):
        return True
    return False
