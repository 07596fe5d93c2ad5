"""A full disk for media, or for what is on its way there: whoever brings a file is told so.

Nothing is left, and with room again it works.
"""

import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.conftest import Installed
from tests.faults.office import Office

pytestmark = pytest.mark.fault

SmallDisk = Callable[[str], Path]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Have a folder of the installation on a disk of 1 MB."""
    with ExitStack() as mounted:

        def at(name: str) -> Path:
            folder = tmp_path / name
            folder.mkdir()
            mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
            if subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603 - our own words
                pytest.skip("A small disk can be mounted by root alone.")
            mounted.callback(subprocess.run, ["umount", str(folder)], check=True)
            return folder

        yield at


def make_room(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)  # noqa: S603, S607


def test_a_seed_on_a_full_disk_changes_nothing_and_says_why(
    installed: Installed, small_disk: SmallDisk
) -> None:
    disk = small_disk("private")
    site = installed()
    refused = site.manage("seed_music", "music/sample")

    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert site.count("music_track") == 0

    make_room(disk)
    done = site.manage("seed_music", "music/sample")
    assert done.returncode == 0, done.stderr
    assert site.count("music_track") == 30


@pytest.mark.parametrize("folder", ["media", "tmp"])
def test_an_upload_on_a_full_disk_leaves_no_row_and_no_file_and_says_why(
    small_disk: SmallDisk, installed: Installed, tmp_path: Path, folder: str
) -> None:
    disk = small_disk(folder)
    site = installed(**({"TMPDIR": str(disk)} if folder == "tmp" else {}))
    site.start_web()
    office = Office(site)
    package = tmp_path / "balloon.zip"
    with zipfile.ZipFile(package, "w") as archive:
        # More than Django keeps in memory while it reads a form.
        archive.writestr("config.json", os.urandom(3 * 2**20))
    form = {"name": "Balloon", "sort": "0", "duration": "0", "aspect": "0"}
    form |= {"created_at_0": "2026-01-01", "created_at_1": "12:00"}

    places: list[str] = []

    def add() -> str:
        answer = office.post("materials/frontsticker/add/", ("package", package), **form)
        assert answer.status_code == 302, answer.text
        places.append(answer.headers["Location"])
        return office.get("materials/frontsticker/")

    assert "The server&#x27;s disk is full. Nothing was saved." in add()
    assert places == ["/admin/materials/frontsticker/add/"]
    assert site.count("materials_frontsticker") == 0
    assert not [path for path in disk.rglob("*") if path.is_file()]

    make_room(disk)
    assert "disk is full" not in add()
    assert site.count("materials_frontsticker") == 1
