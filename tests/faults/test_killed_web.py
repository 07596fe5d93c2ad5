"""kill -9 of web workers in the middle of publishing and of callbacks."""

import os
import signal
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest

from tests.callbacks import bodies
from tests.faults.conftest import Figure, Installed
from tests.faults.load import at_once, guest, minted, publish
from tests.faults.site import Site
from tests.test_run import descendants
from tests.waiting import wait_until

pytestmark = pytest.mark.fault

FILMS = 60
CLIENTS = 8
KILLS = 2
# Seconds between two requests of a client.
PACE = 0.6


def workers(site: Site) -> list[int]:
    """granian's workers: its own forks."""
    below = descendants(site.processes["AppServer"].pid)
    return [pid for pid, command in below if "-m granian" in command]


class Killer(Thread):
    """Kills a worker now and then, until it is told that it is enough."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.kills, self.enough = site, 0, Event()

    def run(self) -> None:
        # The next one when the last one's successor serves: granian ends if it has to start too often.
        while not self.enough.wait(6 if self.kills else 1) and self.kills < KILLS:
            for pid in workers(self.site)[:1]:
                os.kill(pid, signal.SIGKILL)
                self.kills += 1


def test_what_was_acknowledged_is_there_and_the_rest_absent_or_whole(
    installed: Installed, database: str, figure: Figure, request: pytest.FixtureRequest
) -> None:
    site = installed(database)
    site.start_sandbox()
    site.start_web(workers=2)
    token = guest(site)
    films = minted(site, token, FILMS)
    reviews = [bodies.review(film) for film in publish(site, token, minted(site, token, FILMS))]

    killer = Killer(site)
    killer.start()
    publishes = at_once(films, paced(lambda film: site.publish(token, film)), CLIENTS)
    told = at_once(reviews, paced(site.tell), CLIENTS)
    killer.enough.set()
    killer.join()

    assert killer.kills
    wait_until(lambda: site.answers("/health/ready"), site.said)
    for one in publishes:
        row = site.count("videos_video", f"vod_id = '{one.job}' AND published_at IS NOT NULL")
        task = site.count(
            "django_tasks_database_dbtaskresult", f"CAST(args_kwargs AS text) LIKE '%{one.job}%'"
        )
        assert row == 1 if one.status == 200 else row in (0, 1)
        assert task == row  # never one without the other
    for heard in told:
        film = heard.job["MediaId"]
        handled = site.count("callbacks_receipt", f"vod_id = '{film}' AND handled_at IS NOT NULL")
        approved = site.count("videos_video", f"vod_id = '{film}' AND review = 'success'")
        assert handled == approved
        assert handled == 1 if heard.status == 200 else handled in (0, 1)

    # VOD tells again what was not acknowledged, and the app publishes again: nobody's hand is needed.
    unheard = [one.job for one in told if one.status != 200]
    assert {site.tell(event) for event in unheard} <= {200}
    assert site.count("videos_video", "review = 'success'") == FILMS
    lost = sum(one.status == 0 for one in publishes) + sum(one.status == 0 for one in told)
    figure(
        f"requests without an answer, of {2 * FILMS}, {killer.kills} workers killed, {name_of(request)}", lost
    )


def paced(do: Callable[[Any], int]) -> Callable[[Any], int]:
    def at_a_pace(job: Any) -> int:
        time.sleep(PACE)
        return do(job)

    return at_a_pace


def name_of(request: pytest.FixtureRequest) -> str:
    return str(request.node.callspec.id)
