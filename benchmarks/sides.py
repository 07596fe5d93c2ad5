"""A side is a server on this machine, started as production starts it, with what it costs.

Reads /proc, so this is for Linux.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Self

from benchmarks import appserver
from benchmarks.places import FIRST_PORT, FOLDER, PYTHON, ROOT

# What the AppServer runs with by default, so everybody does.
THREADS = 16
TICKS = os.sysconf("SC_CLK_TCK")
STARTING = 30
STOPPING = 10
BYTES = FOLDER / "bytes"


class SideFailed(Exception):
    """A server did not start, or answers something else than it should; the text says which and what."""


class Side:
    """One server under granian, in a session of its own."""

    def __init__(
        self,
        name: str,
        target: str,
        *,
        env: Mapping[str, str],
        python: str = PYTHON,
        interface: str = "wsgi",
        workers: int = 1,
    ) -> None:
        self.name = name
        self.target = target
        self.env = dict(env)
        self.python = python
        threads = f"--blocking-threads {THREADS}" if interface == "wsgi" else "--loop uvloop"
        options = f"--no-ws --respawn-failed-workers --log-level error --workers {workers} {threads}"
        self.options = f"--host 127.0.0.1 --interface {interface} {options}"
        self.port = 0
        self.log = FOLDER / "logs" / f"{name}.log"
        self.popen: subprocess.Popen[bytes] | None = None

    @classmethod
    def ours(cls, database_url: str, *, name: str = "AppServer", workers: int = 1) -> Self:
        env = appserver.environment(database_url)
        return cls(name, "qulive.wsgi:application", env=env, python=appserver.PYTHON, workers=workers)

    @classmethod
    def peer(cls, name: str, target: str, database_url: str = "", *, interface: str = "wsgi") -> Self:
        env = {**os.environ, "DATABASE_URL": database_url, "BYTES": str(BYTES)}
        target = f"benchmarks.peers.{target}"
        env["DJANGO_SETTINGS_MODULE"] = f"{target.rpartition('.')[0]}.settings"
        return cls(name, target, env=env, interface=interface)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, path: str = "/") -> float:
        """Start it; return the seconds until it answered this path with any status. Raises SideFailed."""
        self.port = free_port()
        command = f"-m granian {self.options} --port {self.port} {self.target}"
        begin = time.perf_counter()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.popen = subprocess.Popen(  # noqa: S603 - our own words
                [self.python, *command.split()],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self.answers(path):
            if self.popen.poll() is not None or time.perf_counter() - begin > STARTING:
                raise SideFailed(f"{self.name} did not start; {self.log} says why.")
            time.sleep(0.01)
        return time.perf_counter() - begin

    def answers(self, path: str) -> bool:
        try:
            self.get(path)
        except OSError:
            return False
        return True

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """Return the body of any answer, whatever its status. Raises OSError without one."""
        request = urllib.request.Request(f"{self.url}{path}", headers=dict(headers or {}))  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - ours, over http
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.read()

    def stop(self) -> None:
        if self.popen is None or self.popen.poll() is not None:
            return
        self.popen.terminate()
        try:
            self.popen.wait(STOPPING)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()

    def processes(self) -> Iterator[Path]:
        """The folders in /proc of all its processes: those of its session."""
        session = str(self.popen.pid) if self.popen else ""
        for folder in Path("/proc").glob("[0-9]*"):
            if fields_of(folder)[3:4] == [session]:
                yield folder

    def cpu_seconds(self) -> float:
        """What all its processes used so far, in user and system time."""
        return sum(sum(int(ticks) for ticks in fields_of(one)[11:13]) for one in self.processes()) / TICKS

    def pss_megabytes(self) -> float:
        """Its memory, what it shares with others counted by its share."""
        lines = [
            line
            for folder in self.processes()
            for line in (folder / "smaps_rollup").read_text().splitlines()
            if line.startswith("Pss:")
        ]
        return sum(int(line.split()[1]) for line in lines) / 1024


def free_port() -> int:
    """Return the first port that nobody has: granian would share one with another granian, silently."""
    return next(port for port in count(FIRST_PORT) if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as tried, suppress(OSError):
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(("127.0.0.1", port))
        return True
    return False


def fields_of(process: Path) -> list[str]:
    """Return the fields of /proc/…/stat after the command's name, from the state on; none if it ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


@contextmanager
def running(*sides: Side) -> Iterator[None]:
    with ExitStack() as stack:
        for side in sides:
            stack.callback(side.stop)
            side.start()
        yield
