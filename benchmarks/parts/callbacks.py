"""VOD's callbacks: 20,000 of them, a fifth again, in any order, at 2, 8 and 32 senders, on both databases."""

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

# Lives of nine events; with the doubled ones 20,000 in all: three shots of 103 and five of 309.
LIVES = 309
ROUNDS = 3
A_ROUND = LIVES // ROUNDS
DOUBLED = 0.2
WORKERS = 2
SECONDS = 2  # of the raw connection in each round
UPDATE = "UPDATE videos_video SET status = 'Normal', transcode = 'success', file_url = %s WHERE vod_id = %s"


def run(report: Report) -> None:
    failed, wrong = 0, 0
    for name, url in (("SQLite", sqlite()), ("PostgreSQL", scratch(EMPTY))):
        side = Side.ours(url, workers=WORKERS)
        with running(side):
            for senders in (2, 8, 32):
                compare = name == "PostgreSQL" and senders == 8  # noqa: PLR2004 - as many as the goal says
                shots = beside_raw(report, side, url) if compare else [shot_of(side, url, senders, LIVES)]
                failed += sum(shot.errors for shot, _ in shots)
                wrong += sum(off for _, off in shots)
                report.sides("callbacks", {f"{name} {senders}": [shot for shot, _ in shots]})
    report.add("callbacks/failed", failed, "requests", rounds=1)
    report.add("callbacks/wrong", wrong, "rows", rounds=1)


def sqlite() -> str:
    """Return the URL of a fresh SQLite database."""
    path = FOLDER / "callbacks.sqlite3"
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    url = f"sqlite:///{path}"
    appserver.run(url, "manage.py", "migrate", "--verbosity", "0")
    return url


def shot_of(side: Side, url: str, senders: int, number: int) -> tuple[Shot, int]:
    """Deliver so many whole lives; return the shot, and how many rows are not what they must be."""
    prefix = f"{RANDOM.getrandbits(20):05x}"
    appserver.run(url, "-m", "benchmarks.lives", "make", prefix, str(number))
    told = [event for vod_id in lives.vod_ids(prefix, number) for event in lives.events(vod_id)]
    told += RANDOM.sample(told, round(len(told) * DOUBLED))
    RANDOM.shuffle(told)
    shot = send(side, lives.signed(told), senders=senders)
    return shot, int(appserver.run(url, "-m", "benchmarks.lives", "check", prefix, str(number)))


def beside_raw(report: Report, side: Side, url: str) -> list[tuple[Shot, int]]:
    """Eight senders in rounds with one raw connection that keeps a receipt, updates the video and commits."""
    row = a_row(url, "callbacks_receipt", "handled_at IS NOT NULL")
    fresh = ({**row, "digest": f"raw-{number}"} for number in count())
    works = (partial(keep_and_act, receipt=receipt) for receipt in fresh)
    done: list[tuple[Shot, int]] = []

    def ours() -> Shot:
        done.append(shot_of(side, url, 8, A_ROUND))
        return done[-1][0]

    raw = partial(commit_each, url, works, seconds=SECONDS)
    taken = interleave({"AppServer": ours, "raw": raw}, ROUNDS)
    report.sides("callbacks", {"raw": taken["raw"]})
    report.add("callbacks/raw", ratio(taken["AppServer"], taken["raw"]), rounds=ROUNDS)
    report.add("callbacks/cpu", middle(taken["AppServer"], "cpu"), "ms", rounds=ROUNDS)
    report.note(f"callbacks: the sender took {middle(taken['AppServer'], 'own'):.0%} of a core itself")
    return done


def keep_and_act(on: cursor, receipt: dict[str, Any]) -> None:
    insert(on, "callbacks_receipt", receipt)
    on.execute(UPDATE, [f"https://cdn.example.com/{receipt['digest']}.mp4", receipt["vod_id"]])
