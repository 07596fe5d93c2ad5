"""Shots with wrk: as many requests as a server takes."""

import math
import shutil
import subprocess
from pathlib import Path

from benchmarks.places import ROOT
from benchmarks.shots import Shot
from benchmarks.sides import Side

WRK = shutil.which("wrk")
SCRIPT = ROOT / "benchmarks" / "wrk.lua"
CONNECTIONS = 8


def shoot(
    side: Side,
    path: str,
    *,
    seconds: int = 2,
    tokens: Path | None = None,
    header: str = "",
    connections: int = CONNECTIONS,
) -> Shot:
    """Ask a side for a path, with each of the tokens in turn, over kept connections."""
    command = (
        f"{WRK} --threads 1 --connections {connections} --duration {seconds}s --timeout 30s --script {SCRIPT}"
    )
    headers = ["--header", header] if header else []
    words = [*command.split(), *headers, side.url, "--", path, str(tokens or "-")]
    before = side.cpu_seconds()
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own words
    cpu = side.cpu_seconds() - before
    figures = done.stdout.rpartition("figures ")[2].split()
    requests, microseconds, size, p50, p99, errors = (int(figure) for figure in figures)
    if not requests:  # slower than the shot is long
        return Shot(1 / seconds, seconds * 1000, seconds * 1000, cpu * 1000, errors=errors)
    return Shot(
        rate=requests / microseconds * 1e6,
        p50=p50 / 1000,
        p99=p99 / 1000,
        cpu=cpu / requests * 1000,
        size=size / requests,
        errors=errors,
    )


def warm(side: Side, path: str, tokens: Path, count: int) -> None:
    """Let a side meet each of the tokens once, unmeasured: what it knows of them is its steady state."""
    seconds = 2
    while (rate := shoot(side, path, tokens=tokens, seconds=seconds).rate) * seconds < count:
        seconds = math.ceil(count / rate) + 1
