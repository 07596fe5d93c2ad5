"""kill -9 of the task worker while videos are snapshot, reviewed and transcoded."""

import time

import pytest

from tests.faults.conftest import Figure, Installed
from tests.faults.load import guest, publish, upload
from tests.faults.site import Site
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.fault

FILMS = 12
KILLS = 3
TASKS = "django_tasks_database_dbtaskresult"


def test_every_video_gets_there_though_its_worker_is_killed_again_and_again(
    installed: Installed, database: str, figure: Figure, request: pytest.FixtureRequest
) -> None:
    site = installed(database)
    site.start_sandbox()
    site.start_web()
    token = guest(site)
    publish(site, token, [upload(site, token) for _ in range(FILMS)])

    for _ in range(KILLS):
        worker = site.start_worker()
        wait_until(lambda: site.count(TASKS, "status = 'RUNNING'"), site.said)
        worker.kill()
        worker.wait()
    assert unfinished(site)
    stuck = site.count(TASKS, "status = 'RUNNING'")

    started = time.monotonic()
    site.start_worker()
    rounds = 0
    while unfinished(site):  # what a timer does in any installation
        assert time.monotonic() - started < PATIENCE, site.said()
        time.sleep(2)
        site.manage("reconcile_videos", "--minutes", "0")
        rounds += 1
    figure(
        f"tasks left RUNNING by {KILLS} killed workers, {request.node.callspec.id}",
        f"{stuck}; {FILMS} videos finished after {rounds} round(s) of reconcile_videos",
    )


def unfinished(site: Site) -> int:
    return FILMS - site.count("videos_video", "review = 'success' AND transcode = 'success'")
