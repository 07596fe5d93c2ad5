"""getRecommendVideoList with a line in the log for each request, as a production has it, against none."""

from functools import partial

from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report
from benchmarks.parts.list import FIRST
from benchmarks.rounds import interleave, ratio
from benchmarks.sides import Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 3


def run(report: Report) -> None:
    url = ensure(MAIN).url
    silent, logging = Side.ours(url), Side.ours(url, name="AppServer, logging")
    logging.env["LOG_REQUESTS"] = "1"
    tokens = written_down(MAIN.tokens)
    with running(silent, logging):
        for side in (silent, logging):
            warm(side, FIRST, tokens, MAIN.tokens)
        taken = interleave(
            {side.name: partial(shoot, side, FIRST, tokens=tokens) for side in (silent, logging)}, ROUNDS
        )
    report.sides("list-logged", taken)
    report.add("list-logged/list", ratio(taken[logging.name], taken[silent.name]), rounds=ROUNDS)
