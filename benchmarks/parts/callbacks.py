"""VOD's callbacks: 20,000 of them, a fifth again, in any order, at 2, 8 and 32 senders, on both databases."""

import time
from functools import partial
from itertools import count
from typing import Any

from psycopg2.extensions import cursor

from benchmarks import appserver, lives
from benchmarks.databases import EMPTY, scratch
from benchmarks.figures import Report, middle
from benchmarks.places import FOLDER
from benchmarks.posting import send
from benchmarks.raw import a_row, commit_each, insert
from benchmarks.rounds import RANDOM, interleave, ratio
from benchmarks.shots import Shot
from benchmarks.sides import Side, running

SENDERS = (2, 8, 32)
COMPARED = 8  # senders, on PostgreSQL
ROUNDS = 3
# Eight connections fall to two workers by chance, and two and six are slower than four and four.
COMPARED_ROUNDS = 5
WARMING = 2  # rounds in which each thread opens its connection and has its statements planned
# Whole lives of nine events in each round; with the doubled ones some 24,000 events in all.
LIVES = 103
DOUBLED = 0.2
WORKERS = 2
SECONDS = 2  # of the raw connection in each round
BUDGET = 20  # seconds after which a slow machine gets no further round of its own
UPDATE = "UPDATE videos_video SET status = 'Normal', transcode = 'success', file_url = %s WHERE vod_id = %s"


class Deliveries:
    """The AppServer with two workers on one database, and what was delivered to it."""

    def __init__(self, name: str, url: str) -> None:
        self.name, self.url = name, url
        self.side = Side.ours(url, name=name, workers=WORKERS)
        self.most = LIVES * (ROUNDS * len(SENDERS) + WARMING + COMPARED_ROUNDS)
        self.ended = 0
        self.shots: list[Shot] = []
        appserver.run(url, "-m", "benchmarks.lives", "make", name, str(self.most))

    def deliver(self, senders: int) -> Shot:
        """Tell the next lives as VOD might: some events twice, all of them in any order."""
        ids = lives.vod_ids(self.name, self.most)[self.ended :][:LIVES]
        told = [event for vod_id in ids for event in lives.events(vod_id)]
        told += RANDOM.sample(told, round(len(told) * DOUBLED))
        RANDOM.shuffle(told)
        shot = send(self.side, lives.signed(told), senders=senders)
        self.ended += len(ids)
        self.shots.append(shot)
        return shot

    def rounds(self, senders: int) -> list[Shot]:
        deadline = time.monotonic() + BUDGET
        shots = [self.deliver(senders)]
        while len(shots) < ROUNDS and time.monotonic() < deadline:
            shots.append(self.deliver(senders))
        return shots

    def wrong(self) -> int:
        """Return how many videos and receipts are not what the delivered events make of them."""
        return int(appserver.run(self.url, "-m", "benchmarks.lives", "check", self.name, str(self.ended)))


def run(report: Report) -> None:
    small = Deliveries("SQLite", sqlite())
    large = Deliveries("PostgreSQL", scratch(EMPTY))
    for one in (small, large):
        with running(one.side):
            for senders in SENDERS:
                compared = one is large and senders == COMPARED
                shots = beside_raw(report, one) if compared else one.rounds(senders)
                report.sides("callbacks", {f"{one.name} {senders}": shots})
    shots = [*small.shots, *large.shots]
    sent = (small.ended + large.ended) * len(lives.events("")) * (1 + DOUBLED)
    report.add("callbacks/failed", sum(shot.errors for shot in shots), "requests", rounds=len(shots))
    report.add("callbacks/wrong", small.wrong() + large.wrong(), "rows", rounds=len(shots))
    report.note(f"callbacks: {sent:,.0f} sent; the sender took {middle(shots, 'own'):.0%} of a core itself")


def sqlite() -> str:
    """Return the URL of a fresh SQLite database."""
    path = FOLDER / "callbacks.sqlite3"
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    url = f"sqlite:///{path}"
    appserver.run(url, "manage.py", "migrate", "--verbosity", "0")
    return url


def beside_raw(report: Report, ours: Deliveries) -> list[Shot]:
    """In rounds with one raw connection that keeps a receipt, updates the video and commits.

    It is open by then, and so are ours.
    """
    for _ in range(WARMING):
        ours.deliver(COMPARED)
    row = a_row(ours.url, "callbacks_receipt", "handled_at IS NOT NULL")
    fresh = ({**row, "digest": f"raw-{number}", "vod_id": "raw"} for number in count())
    works = (partial(keep_and_act, receipt=receipt, vod_id=row["vod_id"]) for receipt in fresh)
    raw = partial(commit_each, ours.url, works, seconds=SECONDS)
    taken = interleave({"AppServer": partial(ours.deliver, COMPARED), "raw": raw}, COMPARED_ROUNDS)
    report.sides("callbacks", {"raw": taken["raw"]})
    report.add("callbacks/raw", ratio(taken["AppServer"], taken["raw"]), rounds=COMPARED_ROUNDS)
    report.add("callbacks/cpu", middle(taken["AppServer"], "cpu"), "ms", rounds=COMPARED_ROUNDS)
    return taken["AppServer"]


def keep_and_act(on: cursor, receipt: dict[str, Any], vod_id: str) -> None:
    insert(on, "callbacks_receipt", receipt)
    on.execute(UPDATE, [f"{lives.CDN}/{vod_id}/HD.mp4", vod_id])
