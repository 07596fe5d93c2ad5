"""A full disk for media: a seed says so and changes nothing; with room again it completes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Installed

pytestmark = pytest.mark.fault


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "private"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:  # noqa: S603 - our own words
        pytest.skip("A small disk can be mounted by root alone.")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - as above


def test_a_seed_on_a_full_disk_changes_nothing_and_says_why(installed: Installed, small_disk: Path) -> None:
    site = installed()
    refused = site.manage("seed_music", "music/sample")

    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert site.count("music_track") == 0

    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)  # noqa: S603, S607
    done = site.manage("seed_music", "music/sample")
    assert done.returncode == 0, done.stderr
    assert site.count("music_track") == 30
