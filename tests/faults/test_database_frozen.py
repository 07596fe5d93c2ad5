"""PostgreSQL frozen, though its kernel still answers for it: lists go on, the rest is told within seconds."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.cluster import Cluster, binaries
from tests.faults.conftest import Figure, Installed
from tests.faults.load import at_once, guest, minted
from tests.faults.site import Site
from tests.faults.test_database_cut import assert_whole, in_the_middle
from tests.waiting import wait_until

pytestmark = pytest.mark.fault

FEED = "/vod/getRecommendVideoList"
FILMS = 24
CLIENTS = 8
# Seconds frozen: more than any request may take.
FROZEN = 12
# Seconds: three of silence and two for the new connection, and a busy machine.
BOUND = 8


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    commands = binaries()
    if commands is None:
        pytest.skip("PostgreSQL is not installed here.")
    made = Cluster(commands)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def site(installed: Installed, cluster: Cluster) -> Site:
    found = installed(cluster.url)
    found.start_sandbox()
    found.start_web(workers=2)
    return found


def test_a_frozen_database_is_given_up_and_found_again(site: Site, cluster: Cluster, figure: Figure) -> None:
    token = guest(site)
    films = minted(site, token, FILMS)
    for _ in range(20):  # until each worker knows it
        assert site.get(FEED, token=token)[1]["code"] == "200"

    def call(number: int) -> int:
        """Publish a video, and every third time look at the feed instead."""
        if number % 3 == 0:
            return int(site.get(FEED, token=token)[1]["code"])
        return site.publish(token, films[number % FILMS])

    cluster.freeze()
    started = time.monotonic()
    outcomes = at_once(range(FILMS * 3 // 2), call, CLIENTS)
    took = time.monotonic() - started
    time.sleep(max(0, FROZEN - took))
    cluster.thaw()

    publishes = [one for one in outcomes if one.job % 3]
    assert {one.status for one in publishes} == {503}, site.said()
    assert max(one.seconds for one in outcomes) < BOUND
    assert {one.status for one in outcomes if not one.job % 3} == {200}
    wait_until(lambda: site.get("/health/status")[1]["database"]["ok"], site.said)
    assert {site.publish(token, film) for film in films} <= {200, 409}
    assert site.count("videos_video", "published_at IS NOT NULL") == FILMS
    assert site.count("django_tasks_database_dbtaskresult") == FILMS
    figure("a publish to a frozen PostgreSQL was told so after", f"{max(o.seconds for o in publishes):.1f} s")
    figure(
        "slowest remembered feed meanwhile",
        f"{max(one.seconds for one in outcomes if not one.job % 3):.1f} s",
    )


def test_what_was_under_way_is_whole_or_absent(site: Site, cluster: Cluster, figure: Figure) -> None:
    token = guest(site)
    films = minted(site, token, FILMS * 4)

    def freeze() -> None:
        cluster.freeze()
        time.sleep(FROZEN)
        cluster.thaw()

    def publish(film: str) -> int:
        time.sleep(0.1)
        return site.publish(token, film)

    trouble = in_the_middle(freeze)
    outcomes = at_once(films, publish, CLIENTS)
    trouble.join()

    assert {one.status for one in outcomes} == {200, 503}, site.said()
    assert_whole(site, outcomes)
    refused = sum(one.status == 503 for one in outcomes)
    figure(f"publishes refused while PostgreSQL was frozen, of {len(films)}", refused)
