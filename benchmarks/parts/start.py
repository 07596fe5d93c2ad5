"""From the start to the first answer, and the memory of two workers that have been at work."""

from statistics import median

from benchmarks.answers import check_same, with_token
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report
from benchmarks.parts.list import FIRST, LIST
from benchmarks.sides import Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot

ROUNDS = 5
WORKERS = 2


def ready(report: Report) -> None:
    url = ensure(MAIN).url
    seconds = []
    for _ in range(ROUNDS):
        side = Side.ours(url, workers=WORKERS)
        try:
            seconds.append(side.start(with_token(FIRST)))
            check_same([side], [with_token(FIRST)])
        finally:
            side.stop()
    report.add("start/ready", median(seconds), "s", rounds=ROUNDS)


def memory(report: Report) -> None:
    side = Side.ours(ensure(MAIN).url, workers=WORKERS)
    with running(side):
        for index in range(1, 101):
            side.get(with_token(LIST.format(index)))
        shoot(side, FIRST, tokens=written_down(MAIN.tokens), seconds=3)
        report.add("memory/pss", side.pss_megabytes(), "MB", rounds=1)
