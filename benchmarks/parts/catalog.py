"""The catalogs of the in-app editor, against bare WSGI and idiomatic DRF."""

from functools import partial

from benchmarks.answers import check_same, keep_bytes
from benchmarks.databases import MAIN, ensure
from benchmarks.figures import Report
from benchmarks.rounds import interleave, ratio
from benchmarks.sides import Side, running
from benchmarks.wrk import shoot

ROUNDS = 3
PATHS = {
    "getPasterInfo": "/resource/getPasterInfo",
    "getMv": "/resource/getMv",
    "getRecommendMusic": "/music/getRecommendMusic?pageNo=1&pageSize=20",
    "getPasterList": "/resource/getPasterList?pasterId=1&type=2",
}


def run(report: Report) -> None:
    url = ensure(MAIN).url
    ours, drf = Side.ours(url), Side.peer("D0", "drf.wsgi:application", url)
    bare = Side.peer("L", "bare:application")
    ratios: dict[str, list[float]] = {"L": [], "D0": []}
    with running(ours, drf):
        check_same([ours, drf], PATHS.values())
        keep_bytes(ours, PATHS.values())
        with running(bare):
            for name, path in PATHS.items():
                shots = {side.name: partial(shoot, side, path, seconds=1) for side in (ours, drf, bare)}
                taken = interleave(shots, ROUNDS)
                report.sides(name, taken)
                for other, found in ratios.items():
                    found.append(ratio(taken["AppServer"], taken[other]))
                    report.add(f"catalog/{other} {name}", found[-1], rounds=ROUNDS)
    for other, found in ratios.items():
        report.add(f"catalog/{other}", min(found), rounds=ROUNDS)
