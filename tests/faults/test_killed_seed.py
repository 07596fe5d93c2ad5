"""kill -9 of a seed at any moment: the tables have all of a catalog or nothing, a second run ends well."""

import hashlib
import signal
import subprocess
import sys
import time

import pytest

from qulive.processes import ROOT
from tests.faults.conftest import Figure, Installed
from tests.faults.site import Site
from tests.waiting import PATIENCE

pytestmark = pytest.mark.fault

TRACKS = 30
SEED = ("manage.py", "seed_music", "music/sample")
MOMENTS = 6


def test_a_killed_seed_leaves_all_or_nothing(
    installed: Installed, database: str, figure: Figure, request: pytest.FixtureRequest
) -> None:
    site = installed(database)
    whole = seconds_of_a_run(installed_beside(site))
    killed = 0
    for moment in range(1, MOMENTS + 1):
        run = start(site)
        time.sleep(whole * moment / MOMENTS)
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        assert site.count("music_track") in (0, TRACKS)

    again = start(site)
    assert again.wait(PATIENCE) == 0
    assert site.count("music_track") == TRACKS
    files = list((site.var / "private").rglob("*.mp3"))
    assert len(files) == TRACKS
    # Half of a file never goes by a whole one's name, which says its content.
    assert all(hashlib.sha256(file.read_bytes()).hexdigest().startswith(file.stem) for file in files)
    figure(
        f"seeds killed and completed by a second run, {request.node.callspec.id}", f"{killed} of {MOMENTS}"
    )


def start(site: Site) -> "subprocess.Popen[bytes]":
    with site.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - the product's own words
            [sys.executable, *SEED], cwd=ROOT, env=site.environment, stdout=log, stderr=log
        )


def seconds_of_a_run(site: Site) -> float:
    started = time.monotonic()
    assert start(site).wait(PATIENCE) == 0, site.said()
    return time.monotonic() - started


def installed_beside(site: Site) -> Site:
    """An installation of its own, to learn how long a run takes just now."""
    folder = site.var / "beside"
    folder.mkdir()
    beside = Site(folder)
    assert beside.manage("migrate", "--verbosity", "0").returncode == 0
    return beside
