"""A PostgreSQL of a test's own, which it may freeze."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.test_run import descendants
from tests.waiting import free_port, is_open, wait_until


def binaries() -> Path | None:
    """Where PostgreSQL's own commands are; Debian has them off the path."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next((one.parent for one in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)


class Cluster:
    def __init__(self, commands: Path) -> None:
        self._commands = commands
        self.port = free_port()
        # Not pytest's folder, which other users can't enter; and PostgreSQL doesn't run as root.
        self._folder = Path(tempfile.mkdtemp(prefix="qulive-cluster-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        data = str(self._folder / "data")
        made = self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", f"--pgdata={data}")
        assert made.wait() == 0
        place = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1"
        self._postmaster = self._run("postgres", "-D", data, *place.split())
        wait_until(lambda: is_open(self.port))

    def freeze(self) -> None:
        """Stop all of its processes where they are; the kernel goes on taking in what is sent to them."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        self._signal(signal.SIGKILL)
        self._postmaster.wait()
        shutil.rmtree(self._folder)

    def _run(self, command: str, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own words
            [str(self._commands / command), *arguments],
            user="postgres" if os.geteuid() == 0 else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _signal(self, number: signal.Signals) -> None:
        for pid in (self._postmaster.pid, *(pid for pid, _command in descendants(self._postmaster.pid))):
            os.kill(pid, number)
