"""getRecommendVideoList while 200 callbacks a second arrive at the same worker, against idle."""

import threading
from collections.abc import Iterator
from functools import partial
from hashlib import md5
from itertools import islice
from typing import Any

from benchmarks import lives
from benchmarks.answers import check_same, with_token
from benchmarks.databases import MAIN, scratch
from benchmarks.figures import Report, middle
from benchmarks.parts.list import FIRST
from benchmarks.posting import send
from benchmarks.rounds import RANDOM, interleave, ratio
from benchmarks.shots import Shot
from benchmarks.sides import Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 5
SECONDS = 2
PER_SECOND = 200
SENDERS = 8


def run(report: Report) -> None:
    side = Side.ours(scratch(MAIN))
    tokens = written_down(MAIN.tokens)
    told = events_of_uploads()
    callbacks: list[Shot] = []

    def busy() -> Shot:
        requests = lives.signed(islice(told, PER_SECOND * SECONDS))
        deliver = partial(send, side, requests, senders=SENDERS, seconds=SECONDS, per_second=PER_SECOND)
        sender = threading.Thread(target=lambda: callbacks.append(deliver()))
        sender.start()
        shot = shoot(side, FIRST, tokens=tokens, seconds=SECONDS)
        sender.join()
        return shot

    with running(side):
        check_same([side], [with_token(FIRST)])
        warm(side, FIRST, tokens, MAIN.tokens)
        idle = partial(shoot, side, FIRST, tokens=tokens, seconds=SECONDS)
        taken = interleave({"idle": idle, "busy": busy}, ROUNDS)
    report.sides("mixed", {**taken, "callbacks": callbacks})
    errors = sum(shot.errors for shot in [*taken["idle"], *taken["busy"], *callbacks])
    report.add("mixed/list", ratio(taken["busy"], taken["idle"]), rounds=ROUNDS)
    report.add("mixed/errors", errors, "requests", rounds=ROUNDS)
    report.add("mixed/callbacks", middle(callbacks, "rate"), "per s", rounds=ROUNDS)


def events_of_uploads() -> Iterator[dict[str, Any]]:
    """Events of files that arrive, in any order; no video of the list is among them."""
    numbers = list(range(10, MAIN.videos // 2, 10))
    vod_ids = [md5(f"video{number}".encode(), usedforsecurity=False).hexdigest() for number in numbers]
    told = [event for vod_id in vod_ids for event in lives.events(vod_id)]
    RANDOM.shuffle(told)
    return iter(told)
