"""getRecommendVideoList against everybody."""

from functools import partial

from benchmarks.answers import check_refusal, check_same, keep_bytes, with_token
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report, middle
from benchmarks.rounds import interleave, ratio
from benchmarks.sides import Side, running
from benchmarks.tokens import written_down
from benchmarks.wrk import shoot, warm

ROUNDS = 5
LIST = "/vod/getRecommendVideoList?pageIndex={}&pageSize=20"
FIRST = LIST.format(1)


def run(report: Report) -> None:
    url = ensure(MAIN).url
    ours = Side.ours(url)
    computing = [
        ours,
        Side.peer("F", "fastapi_idiomatic.app:app", url, interface="asgi"),
        Side.peer("Fx", "fastapi_expert:app", url, interface="asgi"),
        Side.peer("D0", "drf.wsgi:application", url),
    ]
    sending = [Side.peer("L", "bare:application"), Side.peer("floor", "floor.wsgi:application")]
    with running(*computing):
        check_same(computing, [with_token(LIST.format(index)) for index in (1, 2, 1000)])
        check_refusal(computing, FIRST)
        keep_bytes(ours, [with_token(FIRST)])
        with running(*sending):
            measure(report, [*computing, *sending])


def measure(report: Report, sides: list[Side]) -> None:
    tokens = written_down(MAIN.tokens)
    warm(sides[0], FIRST, tokens, MAIN.tokens)
    shots = {side.name: partial(shoot, side, FIRST, tokens=tokens) for side in sides}
    taken = interleave(shots, ROUNDS)
    report.sides("list", taken)
    for name in ("floor", "F", "Fx", "D0", "L"):
        report.add(f"list/{name}", ratio(taken["AppServer"], taken[name]), rounds=ROUNDS)
    report.add("list/cpu", middle(taken["AppServer"], "cpu"), "ms", rounds=ROUNDS)
