"""PostgreSQL cut off under load: remembered lists go on, the rest fails whole, all comes back by itself."""

import time
from collections.abc import Callable, Iterator
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import SERVER, Figure, Installed
from tests.faults.load import Outcome, at_once, guest, minted
from tests.faults.office import Office
from tests.faults.site import Site
from tests.faults.wire import Wire
from tests.waiting import wait_until

pytestmark = pytest.mark.fault

FILMS = 120
CLIENTS = 8
# Seconds without a database.
AWAY = 3
# Seconds within which any request is answered all the same: connecting takes 3 at most.
BOUND = 15


@pytest.fixture
def wire() -> Iterator[Wire]:
    server = urlsplit(SERVER)
    made = Wire((server.hostname or "127.0.0.1", server.port or 5432))
    yield made
    made.close()


@pytest.fixture
def site(installed: Installed, postgres: str, wire: Wire) -> Site:
    """An installation whose way to PostgreSQL is the wire; the test itself asks past it."""
    found = installed(postgres)
    name = urlsplit(postgres).path
    found.environment["DATABASE_URL"] = f"postgres://postgres@127.0.0.1:{wire.port}{name}"
    found.start_sandbox()
    found.start_web(workers=2)
    return found


def in_the_middle(trouble: Callable[[], None]) -> Thread:
    """Do it while the load runs."""

    def later() -> None:
        time.sleep(0.4)
        trouble()

    thread = Thread(target=later)
    thread.start()
    return thread


def cut_and_mend(wire: Wire) -> None:
    wire.cut()
    time.sleep(AWAY)
    wire.mend()


def test_a_restarted_database_is_found_again_and_nothing_acknowledged_is_lost(
    site: Site, wire: Wire, figure: Figure
) -> None:
    token = guest(site)
    films = minted(site, token, FILMS)

    def publish(film: str) -> int:
        time.sleep(0.2)
        return site.publish(token, film)

    trouble = in_the_middle(lambda: cut_and_mend(wire))
    outcomes = at_once(films, publish, CLIENTS)
    trouble.join()

    assert_whole(site, outcomes)
    wait_until(lambda: site.get("/health/status")[1]["database"]["ok"], site.said)
    (late,) = minted(site, token, 1)
    assert site.publish(token, late) == 200
    failed = sum(one.status != 200 for one in outcomes)
    figure(f"publishes refused while PostgreSQL was away for {AWAY} s, of {FILMS}", failed)
    figure("slowest answer meanwhile", f"{max(one.seconds for one in outcomes):.2f} s")
    assert failed


def assert_whole(site: Site, outcomes: list[Outcome[str]]) -> None:
    for one in outcomes:
        published = site.count("videos_video", f"vod_id = '{one.job}' AND published_at IS NOT NULL")
        task = site.count("django_tasks_database_dbtaskresult", f"args_kwargs::text LIKE '%{one.job}%'")
        assert published == task
        assert published == 1 if one.status == 200 else published in (0, 1)
        assert one.seconds < BOUND


def test_what_is_remembered_is_answered_without_a_database(site: Site, wire: Wire, figure: Figure) -> None:
    token = guest(site)
    lists = ["/resource/getPasterInfo", "/music/getRecommendMusic", "/vod/getRecommendVideoList"]
    for _ in range(20):  # until each worker knows them, and the token
        for path in lists:
            assert site.get(path, token=token)[1]["code"] == "200"

    wire.cut()
    time.sleep(1.5)
    outcomes = at_once(lists * 20, lambda path: int(site.get(path, token=token)[1]["code"]), 4)
    ready = site.get("/health/ready")
    wire.mend()

    assert {one.status for one in outcomes} == {200}
    assert ready[0] == 200
    assert ready[1]["degraded"] == ["database"]
    figure("slowest remembered list while PostgreSQL was away", f"{max(o.seconds for o in outcomes):.2f} s")


def test_an_operator_reads_that_it_is_away_and_goes_on_when_it_is_back(site: Site, wire: Wire) -> None:
    office = Office(site)

    wire.cut()
    page = office.look("videos/video/")
    sent = office.post("music/track/add/", title="Tide", music_id="Q10001")
    wire.mend()

    assert (page.status_code, sent.status_code) == (500, 500)
    assert "The database can't answer at the moment" in page.text
    assert "What you were just sending may not have been saved." in sent.text
    wait_until(lambda: office.look("videos/video/").status_code == 200, site.said)


def test_a_database_that_says_nothing_is_given_up(site: Site, wire: Wire, figure: Figure) -> None:
    wire.go_dead()
    (outcome,) = at_once(
        ["unknown"], lambda token: int(site.get("/vod/getPersonalVideoList", token=token)[1]["code"]), 1
    )
    wire.mend()

    assert outcome.status == 503
    assert outcome.seconds < BOUND
    wait_until(lambda: site.get("/vod/getPersonalVideoList", token=guest(site))[0] == 200, site.said)
    figure("a request to a database that says nothing ended after", f"{outcome.seconds:.1f} s")


def test_the_task_worker_ends_or_goes_on_and_a_new_one_takes_over(
    site: Site, wire: Wire, figure: Figure
) -> None:
    worker = site.start_worker()
    wait_until(lambda: site.count("qulive_heartbeat"), site.said)
    cut_and_mend(wire)
    time.sleep(2)
    ended = worker.poll() is not None
    if ended:
        site.start_worker()  # as `make run` and systemd do
    token = guest(site)
    (film,) = minted(site, token, 1)
    site.post("/vod/videoPublish", token=token, videoId=film)
    done = f"args_kwargs::text LIKE '%{film}%' AND status <> 'READY'"
    wait_until(lambda: site.count("django_tasks_database_dbtaskresult", done), site.said)
    figure("the task worker after a cut", "ended and was started again" if ended else "went on by itself")
