"""getRecommendVideoList while something slow wants the same worker: a cloud that hangs, a flood of logins."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count

from benchmarks.answers import with_token
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report
from benchmarks.parts.list import FIRST
from benchmarks.posting import form, get, send
from benchmarks.rounds import interleave, ratio
from benchmarks.shots import Shot
from benchmarks.sides import THREADS, Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 3
SECONDS = 2
# As many as the worker has threads: without bulkheads they would take all of them.
SENDERS = THREADS
# Credentials that apps want in a second. Who hammers at a door is the flood's matter.
WANTED = 50
# More than can be sent in the time.
REQUESTS = 5_000
CREDENTIAL = get(with_token("/vod/getVideoUploadAuth?title=Harbour&fileName=harbour.mp4"))


def run(report: Report) -> None:
    with silent_server() as port:
        side = Side.ours(ensure(MAIN).url)
        side.env |= {
            "VOD_ENDPOINT": f"https://127.0.0.1:{port}",
            "RATE_CREDENTIALS": "off",
            "RATE_LOGINS": "off",
        }
        tokens = written_down(MAIN.tokens)
        shot = partial(shoot, side, FIRST, tokens=tokens, seconds=SECONDS)
        with running(side):
            warm(side, FIRST, tokens, MAIN.tokens)
            taken = interleave(
                {
                    "alone": shot,
                    "hanging": partial(beside, shot, side, [CREDENTIAL] * REQUESTS, per_second=WANTED),
                    "flood": partial(beside, shot, side, wrong_passwords()),
                },
                ROUNDS,
            )
    report.sides("neighbours", taken)
    report.add("hanging/list", ratio(taken["hanging"], taken["alone"]), rounds=ROUNDS)
    report.add("flood/list", ratio(taken["flood"], taken["alone"]), rounds=ROUNDS)


def beside(shot: Callable[[], Shot], side: Side, requests: list[bytes], per_second: float = 0) -> Shot:
    """Take a shot while others send requests that the side can't answer fast."""
    rest = partial(send, side, requests, senders=SENDERS, seconds=SECONDS, per_second=per_second)
    sender = threading.Thread(target=rest)
    sender.start()
    taken = shot()
    sender.join()
    return taken


def wrong_passwords() -> list[bytes]:
    """Logins of as many users, so that no lock ends them early."""
    names = (f"user{number}" for number in count(1))
    return [
        form("/user/login", {"username": next(names), "password": "not this one"}) for _ in range(REQUESTS)
    ]


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=1_000) as server:
        yield server.getsockname()[1]
