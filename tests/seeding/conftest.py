import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from pytest_django import Settings

from music.models import Track
from qulive.catalog import web
from sandbox import worker as cloud_worker
from tests.seeding.server import Server, listening
from videos import demo

ROOT = Path(__file__).parent.parent.parent
MATERIALS = ROOT / "materials" / "sample"
MUSIC = ROOT / "music" / "sample"


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
MP3 = b"ID3\x04" + bytes(20)
FILES = {"icon.png": PNG, "package.zip": zipped({"config.json": b"{}"}), "sound.mp3": MP3}

Seed = Callable[..., str]
Write = Callable[[dict[str, Any]], Path]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder that public files go to, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR = tmp_path / "var"
    folder: Path = settings.MEDIA_ROOT
    folder.mkdir()
    return folder


@pytest.fixture
def seed(db: None) -> Seed:
    """Run a seeding command and return what it says."""

    def run(command: str, *arguments: Any, **options: Any) -> str:
        out = io.StringIO()
        call_command(command, *map(str, arguments), stdout=out, **options)
        return out.getvalue().strip()

    return run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a small folder of designers' files with this manifest, and return the folder."""

    def folder(manifest: Any) -> Path:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        for name, content in FILES.items():
            (source / name).write_bytes(content)
        (source / "catalog.json").write_text(json.dumps(manifest), encoding="utf-8")
        return source

    return folder


@pytest.fixture
def laptop(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop with the sandbox beside it, which works while we wait for it."""
    settings.DEBUG = True

    def sleep(_seconds: float) -> None:
        cloud_worker.run_due()

    monkeypatch.setattr(demo, "time", SimpleNamespace(monotonic=time.monotonic, sleep=sleep))


@pytest.fixture
def server() -> Iterator[Server]:
    with listening() as somebodys:
        yield somebodys


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the importer would have slept between its attempts."""
    pauses: list[float] = []
    monkeypatch.setattr(web, "sleep", pauses.append)
    return pauses


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that audio goes to, empty."""
    folder = tmp_path / "private"
    monkeypatch.setattr(Track._meta.get_field("audio"), "storage", FileSystemStorage(folder))
    return folder
