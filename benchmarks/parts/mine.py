"""getPersonalVideoList, ten thousand owners in turn, against idiomatic DRF."""

from functools import partial

from benchmarks.answers import check_refusal, check_same, with_token
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report
from benchmarks.rounds import interleave, ratio
from benchmarks.sides import Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 5
MINE = "/vod/getPersonalVideoList?pageIndex=1&pageSize=20"


def run(report: Report) -> None:
    url = ensure(MAIN).url
    sides = [Side.ours(url), Side.peer("D0", "drf.wsgi:application", url)]
    with running(*sides):
        check_same(sides, [with_token(MINE, number) for number in (1, 5_000, MAIN.tokens)])
        check_refusal(sides, MINE)
        tokens = written_down(MAIN.tokens)
        warm(sides[0], MINE, tokens, MAIN.tokens)
        taken = interleave({side.name: partial(shoot, side, MINE, tokens=tokens) for side in sides}, ROUNDS)
    report.sides("mine", taken)
    report.add("mine/D0", ratio(taken["AppServer"], taken["D0"]), rounds=ROUNDS)
