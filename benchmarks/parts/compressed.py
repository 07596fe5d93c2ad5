"""getRecommendVideoList in gzip against plain, and how much smaller it is."""

import gzip
import json
from functools import partial

from benchmarks.answers import data_of, with_token
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report, middle
from benchmarks.parts.list import FIRST
from benchmarks.rounds import interleave, ratio
from benchmarks.sides import Side, SideFailed, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 5
HEADERS = {"Accept-Encoding": "gzip"}
MAGIC = b"\x1f\x8b"


def run(report: Report) -> None:
    side = Side.ours(ensure(MAIN).url)
    tokens = written_down(MAIN.tokens)
    ask = partial(shoot, side, FIRST, tokens=tokens)
    with running(side):
        check_same_inside(side)
        warm(side, FIRST, tokens, MAIN.tokens)
        taken = interleave({"plain": ask, "gzip": partial(ask, header="Accept-Encoding: gzip")}, ROUNDS)
    report.sides("list-gzip", taken)
    report.add("list-gzip/list", ratio(taken["gzip"], taken["plain"]), rounds=ROUNDS)
    smaller = middle(taken["gzip"], "size") / middle(taken["plain"], "size")
    report.add("list-gzip/bytes", smaller, rounds=ROUNDS)


def check_same_inside(side: Side) -> None:
    """Raise SideFailed unless the compressed answer says what the plain one does."""
    path = with_token(FIRST)
    body = side.get(path, HEADERS)
    if body.startswith(MAGIC):
        body = gzip.decompress(body)
    if json.loads(body)["data"] != data_of(side, path):
        raise SideFailed(f"{side.name} answers other data in gzip than plain to {path}")
