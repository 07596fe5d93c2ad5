"""VOD hanging, throttling, failing or talking nonsense under load: apps are told, the rest goes on."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.faults.conftest import Figure, Installed
from tests.faults.load import Outcome, at_once, guest, upload
from tests.faults.site import Site
from tests.faults.test_cloud_trouble import no_cloud
from tests.waiting import wait_until

pytestmark = pytest.mark.fault

TROUBLES = {
    "hangs": {"rpc_hang": 20.0},
    "throttles": {"rpc_throttle": 1.0},
    "answers 503": {"rpc_error": 1.0},
    "answers with a page": {"rpc_garbage": 1.0},
}
FEED = "/vod/getRecommendVideoList"
CALLS = 36
CLIENTS = 12
# Films published during each trouble.
FILMS = 3
# Seconds: when apps give up, and what nobody waits for whose answer needs no cloud.
IN_TIME, AT_ONCE = 5, 3


def test_a_cloud_in_trouble_takes_nothing_else_along(
    installed: Installed, postgres: str, figure: Figure
) -> None:
    site = installed(postgres)
    site.start_sandbox()
    site.start_web(workers=2)
    site.start_worker()
    token = guest(site)
    films = iter([upload(site, token) for _ in range(FILMS * len(TROUBLES))])
    wait_until(lambda: site.count("videos_video", "uploaded_at IS NULL") == 0, site.said)

    for name, trouble in TROUBLES.items():
        site.switch(**trouble)
        outcomes = load(site, token, list(islice(films, FILMS)))
        assert_others_go_on(outcomes)
        mints = [one for one in outcomes if one.job == "mint"]
        assert {one.status for one in mints} <= {502, 503}, name
        slowest = max(one.seconds for one in mints)
        assert slowest < IN_TIME
        figure(f"slowest credential that was refused while VOD {name}", f"{slowest:.1f} s")

    site.switch()
    # Nobody does anything, not even a timer.
    done = "review = 'success' AND transcode = 'success' AND snapshot = 'success'"
    wait_until(lambda: site.count("videos_video", done) == FILMS * len(TROUBLES), site.said, patience=150)


def test_a_cloud_whose_certificate_is_nobodys_takes_nothing_else_along(
    installed: Installed, stranger_at: int
) -> None:
    site = installed(VOD_ENDPOINT=f"127.0.0.1:{stranger_at}")
    site.start_web(workers=2)

    outcomes = load(site, guest(site), [])
    assert_others_go_on(outcomes)
    mints = [one for one in outcomes if one.job == "mint"]
    assert {one.status for one in mints} == {503}
    assert max(one.seconds for one in mints) < IN_TIME
    assert site.count("videos_video") == 0


@pytest.fixture
def stranger_at(tmp_path: Path) -> Iterator[int]:
    with no_cloud("a certificate of nobody we trust", tmp_path) as port:
        yield port


def load(site: Site, token: str, films: list[str]) -> list[Outcome[str]]:
    """Have apps ask for upload credentials and look at the feed, and these films be published."""
    jobs = [*islice(cycle(("mint", FEED)), CALLS), *films]

    def call(job: str) -> int:
        if job == "mint":
            sent = {"token": token, "title": "Cat", "fileName": "cat.mp4"}
            return int(site.get("/vod/getVideoUploadAuth", **sent)[1]["code"])
        return int(site.get(job, token=token)[1]["code"]) if job == FEED else site.publish(token, job)

    return at_once(jobs, call, CLIENTS)


def assert_others_go_on(outcomes: list[Outcome[str]]) -> None:
    others = [one for one in outcomes if one.job != "mint"]
    assert {one.status for one in others} == {200}
    assert max(one.seconds for one in others) < AT_ONCE
