"""kill -9 of web and task workers while operators decide: a verdict stands, or was never given."""

import sqlite3
import time
from contextlib import closing
from itertools import cycle

import pytest

from tests.faults.conftest import Figure, Installed
from tests.faults.load import at_once, guest, publish, upload
from tests.faults.office import Office
from tests.faults.site import Site
from tests.faults.test_killed_web import Killer
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.fault

FILMS = 40
OPERATORS = 4
# Seconds from one verdict of an operator to the next.
PACE = 0.8
TASKS = "django_tasks_database_dbtaskresult"
VERDICTS = {"approve": ("success", "Normal"), "reject": ("fail", "Blocked")}


class WorkerKiller(Killer):
    """Kills the task worker again and again, and starts another, as a supervisor does."""

    def run(self) -> None:
        while not self.enough.is_set():
            stuck = self.site.count(TASKS, "status = 'RUNNING'")
            worker = self.site.start_worker()
            # In the middle of a task; those of its predecessors stay as they were left.
            while not (self.enough.wait(0.05) or self.site.count(TASKS, "status = 'RUNNING'") > stuck):
                pass
            worker.kill()
            worker.wait()
            self.kills += 1


def test_a_verdict_stands_or_was_never_given(
    installed: Installed, database: str, figure: Figure, request: pytest.FixtureRequest
) -> None:
    site = installed(database)
    site.start_sandbox()
    site.start_web(workers=2)
    videos = left_to_people(site)
    offices = [Office(site) for _ in range(OPERATORS)]

    def decide(job: tuple[int, str]) -> int:
        time.sleep(PACE)
        video, verdict = job
        return offices[video % OPERATORS].decide(video, verdict, "Not for everybody")

    given = list(zip(videos, cycle(VERDICTS), strict=False))
    killers = (Killer(site), WorkerKiller(site))
    for killer in killers:
        killer.start()
    outcomes = at_once(given, decide, OPERATORS)
    for killer in killers:
        killer.enough.set()
        killer.join()

    assert all(killer.kills for killer in killers)
    for one in outcomes:
        video, verdict = one.job
        decided = site.count("videos_video", f"id = {video} AND review = '{VERDICTS[verdict][0]}'")
        waits = site.count("videos_video", f"id = {video} AND review = 'check' AND reviewed_by_id IS NULL")
        noted = site.count("django_admin_log", f"object_id = '{video}'")
        assert (decided, waits) == (1, 0) if one.status == 302 else (decided, waits) in ((1, 0), (0, 1))
        assert noted == decided

    wait_until(lambda: site.answers("/health/ready"), site.said)
    for one in outcomes:  # the operator finds what is left in the queue
        if one.status != 302:
            assert offices[0].decide(*one.job, "Not for everybody") == 302
    rounds = until_the_cloud_knows(site)
    assert heard(site) == {video: VERDICTS[verdict][1] for video, verdict in given}
    unanswered = sum(one.status != 302 for one in outcomes)
    web, worker = (killer.kills for killer in killers)
    figure(
        f"verdicts without an answer, of {FILMS}, {request.node.callspec.id}",
        f"{unanswered}; {web} web and {worker} task workers killed, VOD knows all after {rounds} round(s)",
    )


def left_to_people(site: Site) -> list[int]:
    """Have the machine leave so many videos to a person; return their keys."""
    token = guest(site)
    publish(site, token, [upload(site, token, "sandbox:review") for _ in range(FILMS)])
    worker = site.start_worker()
    wait_until(lambda: site.count("videos_video", "review = 'check'") == FILMS, site.said)
    worker.kill()
    worker.wait()
    return [pk for (pk,) in site.rows("SELECT id FROM videos_video ORDER BY id")]


def until_the_cloud_knows(site: Site) -> int:
    """Let a timer do what it does in any installation; return how often."""
    started = time.monotonic()
    site.start_worker()
    rounds = 0
    while site.count("videos_video", "verdict_told <> review"):
        assert time.monotonic() - started < PATIENCE, site.said()
        time.sleep(2)
        site.manage("reconcile_videos", "--minutes", "0")
        rounds += 1
    return rounds


def heard(site: Site) -> dict[int, str]:
    """What VOD was told of each video."""
    ids = dict(site.rows("SELECT vod_id, id FROM videos_video"))
    with closing(sqlite3.connect(site.var / "sandbox" / "db.sqlite3")) as cloud:
        told = cloud.execute("SELECT video_id, audit_status FROM sandbox_video").fetchall()
    return {ids[vod_id]: status for vod_id, status in told}
