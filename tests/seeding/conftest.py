import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from sandbox import worker as cloud_worker
from videos import demo

ROOT = Path(__file__).parent.parent.parent
MATERIALS = ROOT / "materials" / "sample"
MUSIC = ROOT / "music" / "sample"

Seed = Callable[..., str]
Write = Callable[[dict[str, Any]], Path]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder that public files go to, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
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
        for name in ("icon.png", "package.zip", "sound.mp3"):
            (source / name).write_bytes(name.encode())
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
