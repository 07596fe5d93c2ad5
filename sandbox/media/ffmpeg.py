"""Runs ffmpeg: found once, one process per core, killed when it takes too long or the sandbox stops."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from sandbox.media import demuxers
from sandbox.media.facts import MediaError

PIXELS: Final = 8192 * 8192
"""A larger picture is an attack on memory."""
SAID: Final = 1 << 16
"""Bytes of its output that are read."""
AT_ONCE: Final = min(os.cpu_count() or 1, 4)
"""Processes at the same time: one per core, and not all cores of a large machine."""

_slots: Final = threading.BoundedSemaphore(AT_ONCE)
_running: "Final[set[subprocess.Popen[bytes]]]" = set()
_stopping: Final = threading.Event()


class Interrupted(Exception):
    """The sandbox stops. The job was not at fault, and is done after the next start."""


def executable() -> str | None:
    """Return ffmpeg's path, None without one. SANDBOX_FFMPEG names it; empty switches it off."""
    configured: str | None = getattr(settings, "SANDBOX_FFMPEG", None)
    return _found() if configured is None else configured or None


def source(path: Path, *options: str) -> list[str]:
    """Return the arguments that read a file, and nothing else that it may point to."""
    limits = ["-protocol_whitelist", "file,pipe", "-max_pixels", str(PIXELS)]
    return [*limits, *options, "-f", demuxers.of(path), "-i", f"file:{path}"]


def run(*arguments: str, seconds: float, say: str = "error") -> tuple[str, str]:
    """Run to the end and return stdout and stderr. Raises MediaError, and Interrupted."""
    # The CPU limit ends it even if this process is gone by then.
    always = ["-hide_banner", "-nostdin", "-y", "-v", say, "-timelimit", str(int(seconds) + 1)]
    with _slots, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - an argument list of our own making
            [executable() or "ffmpeg", *always, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=said,
            start_new_session=True,
        )
        _running.add(process)
        try:
            code: int | None = process.wait(0 if _stopping.is_set() else seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _kill(process)
            _running.discard(process)
        if _stopping.is_set():
            raise Interrupted
        if code is None:
            raise MediaError(f"The work took longer than {seconds} s.")
        if code:
            raise MediaError(_reason(_head(said)))
        return _head(out), _head(said)


def stop() -> None:
    """Kill what runs and let nothing start any more."""
    _stopping.set()
    for process in list(_running):
        _kill(process)


@cache
def _found() -> str | None:
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return shutil.which("ffmpeg")


def _kill(process: "subprocess.Popen[bytes]") -> None:
    # It may end by itself, or by another thread's doing, right now.
    with suppress(ProcessLookupError):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _head(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(SAID).decode(errors="replace")


def _reason(said: str) -> str:
    """Return the last thing said, without the paths of this machine before it."""
    lines = said.strip().splitlines()
    return lines[-1].rpartition(": ")[2] if lines else "ffmpeg failed without a word."
