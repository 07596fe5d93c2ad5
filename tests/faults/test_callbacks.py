"""32 callbacks at once, each three times, on a real server: all answered in time, none lost."""

import random
from time import monotonic
from typing import Any

import pytest

from tests.callbacks import bodies
from tests.faults.conftest import Figure, Installed
from tests.faults.load import at_once, guest, minted, publish

pytestmark = pytest.mark.fault

AT_ONCE = 32
FILMS = 20
# VOD gives up after 5 s.
IN_TIME = 5


def events(films: list[str]) -> list[dict[str, Any]]:
    """What VOD tells of these videos, each event three times, in any order; some of it is large."""
    told: list[dict[str, Any]] = []
    for number, film in enumerate(films):
        told += [
            bodies.file_upload(film),
            bodies.snapshot(film),
            bodies.review(film),
            bodies.stream_transcode(film, bodies.stream("job-1")),
            bodies.transcode(film, [bodies.stream("job-1"), bodies.stream("job-2")]),
            {**bodies.analysis(film), "Extend": "x" * (2**20 if number % 5 == 0 else 1)},
        ]
    told *= 3
    random.Random(7).shuffle(told)  # noqa: S311 - no secret
    return told


def test_every_callback_is_answered_in_time_and_kept(
    installed: Installed, database: str, figure: Figure, request: pytest.FixtureRequest
) -> None:
    site = installed(database)
    site.start_web(workers=2)
    site.start_sandbox()
    token = guest(site)
    told = events(publish(site, token, minted(site, token, FILMS)))

    started = monotonic()
    outcomes = at_once(told, site.tell, AT_ONCE)
    rate = len(told) / (monotonic() - started)

    assert {one.status for one in outcomes} == {200}, site.said()
    assert site.count("callbacks_receipt") == len(told) // 3
    assert site.count("callbacks_receipt", "handled_at IS NULL") == 0
    assert site.count("videos_video", "transcode = 'success' AND review = 'success'") == FILMS
    assert not [word for word in ("locked", "deadlock", "Traceback") if word in site.said()]
    slowest = max(one.seconds for one in outcomes)
    figure(f"callbacks per second, {AT_ONCE} at once, {request.node.callspec.id}", round(rate))
    figure(f"slowest of {len(told)} callbacks, {request.node.callspec.id}", f"{slowest:.2f} s")
    assert slowest < IN_TIME
