"""What a million videos cost against a thousand: lists remembered and not, deep pages, the admin.

A page is not remembered once an operator changed the list. So before each such request the last
recommendation is ended in the admin, or brought back; the total in the answer shows that it is a new one.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from statistics import median

from benchmarks.answers import with_token
from benchmarks.backoffice import Operator
from benchmarks.databases import LARGE, SMALL, Database, connect, ensure
from benchmarks.figures import Report
from benchmarks.parts.list import LIST
from benchmarks.posting import Connection, get
from benchmarks.rounds import RANDOM
from benchmarks.sides import Side, SideFailed, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot

# Of each comparison, and the seconds after which it ends early.
ROUNDS_LEAST, ROUNDS_MOST, BUDGET = 3, 15, 16
SHALLOW = (1, 10)
DEEP = 1000
ADMIN = ("/admin/videos/video/", "/admin/accounts/user/", "/admin/callbacks/receipt/")
FORM = "recommendation_form"
LONG_AGO = {"ends_at_0": "2026-01-02", "ends_at_1": "00:00:00"}
NEVER = {"ends_at_0": "", "ends_at_1": ""}
PATIENCE = 3  # seconds until a change must show


class Grown:
    """The AppServer on a database of one size."""

    def __init__(self, database: Database) -> None:
        self.url = ensure(database).url
        self.size = f"{database.videos:,}"
        self.side = Side.ours(self.url, name=f"with {self.size}")
        self.tokens = written_down(database.tokens)
        self.operator = Operator(self.side, self.url)
        self.form = self.last_recommendation()
        self.ended = False

    def last_recommendation(self) -> str:
        """Have all recommendations shown; return the address of the last one's form."""
        with connect(self.url) as opened, opened.cursor() as cursor:
            cursor.execute("UPDATE videos_recommendation SET ends_at = NULL WHERE ends_at IS NOT NULL")
            cursor.execute("SELECT id FROM videos_recommendation ORDER BY position LIMIT 1")
            ((number,),) = cursor.fetchall()
        return f"/admin/videos/recommendation/{number}/change/"

    def served(self, index: int) -> float:
        """The median latency of a page that everybody asks for, in ms."""
        return shoot(self.side, LIST.format(index), seconds=1, tokens=self.tokens, connections=1).p50

    def cold(self, index: int) -> float:
        """The latency of a page just after an operator changed the list, in ms."""
        before = self.total(index)[1]
        self.ended = not self.ended
        self.operator.change(self.form, FORM, **(LONG_AGO if self.ended else NEVER))
        deadline = time.monotonic() + PATIENCE
        while True:
            taken, total = self.total(index)
            if total != before:
                return taken
            if time.monotonic() > deadline:
                raise SideFailed(f"{self.side.name} does not show an operator's change.")

    def total(self, index: int) -> tuple[float, int]:
        with Connection(self.side) as connection:
            begin = time.perf_counter()
            body = connection.ask(get(with_token(LIST.format(index))))[1]
            return (time.perf_counter() - begin) * 1000, json.loads(body)["data"]["total"]

    def admin(self, path: str) -> float:
        begin = time.perf_counter()
        self.operator.read(path)
        return (time.perf_counter() - begin) * 1000


def run(report: Report) -> None:
    small, large = Grown(SMALL), Grown(LARGE)
    with running(small.side, large.side):
        report_worst(report, "served", SHALLOW, small, large)
        report_worst(report, "cold", SHALLOW, small, large)
        report_worst(report, "admin", ADMIN, small, large)
        (shallow, deep), rounds = medians([partial(large.cold, 1), partial(large.cold, DEEP)])
        report.note(f"growth: {large.size}, page {DEEP} cold {deep:.2f} ms, page 1 {shallow:.2f} ms")
        report.add("growth/deep", deep / shallow, rounds=rounds)


def report_worst(report: Report, how: str, pages: Iterable[int | str], small: Grown, large: Grown) -> None:
    """Report the largest growth of these pages' median latencies, and note them all."""
    grown = []
    for page in pages:
        (low, high), rounds = medians([partial(getattr(one, how), page) for one in (small, large)])
        report.note(f"growth: {how} {page}: {low:.2f} ms with {small.size}, {high:.2f} ms with {large.size}")
        grown.append((high / low, rounds))
    worst, rounds = max(grown)
    report.add(f"growth/{how}", worst, rounds=rounds)


def medians(timed: Sequence[Callable[[], float]]) -> tuple[list[float], int]:
    """Return the median of each, taken in turn in random order, and in how many rounds."""
    taken: list[list[float]] = [[] for _ in timed]
    order = list(range(len(timed)))
    deadline = time.monotonic() + BUDGET
    for done in range(ROUNDS_MOST):
        if done >= ROUNDS_LEAST and time.monotonic() > deadline:
            break
        RANDOM.shuffle(order)
        for which in order:
            taken[which].append(timed[which]())
    return [median(times) for times in taken], len(taken[0])
