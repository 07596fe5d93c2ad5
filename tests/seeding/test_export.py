"""manage.py export_catalog DIR: what it writes, seeding takes back."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import models

from materials.models import (
    Caption,
    CaptionCategory,
    Font,
    FrontSticker,
    Mv,
    MvAspect,
    Sticker,
    StickerCategory,
)
from music.models import Track
from tests.seeding.conftest import MATERIALS, MUSIC, Seed

MODELS: list[Any] = [
    *(Font, StickerCategory, Sticker, CaptionCategory, Caption, FrontSticker, Mv, MvAspect, Track),
]


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Return a table's rows, without ids that no manifest tells."""
    order = ("mv_id", "aspect") if model is MvAspect else ("pk",)
    found = list(model._default_manager.order_by(*order).values())
    return [
        {name: row[name] for name in row if model not in (MvAspect, Track) or name != "id"} for row in found
    ]


@pytest.fixture
def everything(seed: Seed, private: Path) -> None:
    """The sample, after operators had their way with it."""
    seed("seed_materials", MATERIALS)
    seed("seed_music", MUSIC)
    hidden: Any = Sticker.objects.filter(pk=1084)
    hidden.update(is_published=False, sort=-3, description='小心\n"quoted"')
    Font.objects.update(created_at=datetime(2019, 3, 19, 6, 32, 38, 123456, tzinfo=UTC))
    Font.objects.create(name="Elsewhere", package="https://cdn.example.com/a b.mat?x=1", icon="")
    Track.objects.filter(music_id="Q10002").update(is_published=False, sort=7)
    Track.objects.create(music_id="silent", title="No audio yet")


@pytest.mark.usefixtures("everything")
def test_an_export_comes_back_without_a_difference(
    seed: Seed, tmp_path: Path, media: Path, private: Path
) -> None:
    before = {model: rows(model) for model in MODELS}
    seed("export_catalog", tmp_path / "out")
    for model in reversed(MODELS):
        model.objects.all().delete()
    media.rename(tmp_path / "old-media")
    private.rename(tmp_path / "old-private")

    assert seed("seed_materials", tmp_path / "out").startswith("44 created, 0 changed, 0 unchanged.")
    assert seed("seed_music", tmp_path / "out").startswith("31 created, 0 changed, 0 unchanged.")
    assert {model: rows(model) for model in MODELS} == before
    for new, old in ((media, "old-media"), (private, "old-private")):
        assert contents(new) == contents(tmp_path / old)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("everything")
def test_where_it_came_from_it_changes_nothing(seed: Seed, tmp_path: Path) -> None:
    seed("export_catalog", tmp_path / "out")

    for command, count in (("seed_materials", 44), ("seed_music", 31)):
        said = seed(command, tmp_path / "out", prune=True)
        assert said.startswith(f"0 created, 0 changed, {count} unchanged, 0 pruned.")


@pytest.mark.usefixtures("everything")
def test_only_some_sections_are_exported(seed: Seed, tmp_path: Path) -> None:
    said = seed("export_catalog", tmp_path / "out", only="fonts,mvs")

    assert said == f"{tmp_path / 'out'}: 3 fonts, 3 MVs, 9 MV aspects."
    manifest = json.loads((tmp_path / "out" / "catalog.json").read_text())
    assert set(manifest) == {"$schema", "fonts", "mvs"}


def test_a_folder_with_files_is_left_alone(seed: Seed, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="is not empty"):
        seed("export_catalog", tmp_path / "out")
    seed("export_catalog", tmp_path / "out", force=True)
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "out" / "catalog.json").exists()


def test_a_file_that_is_lost_is_told_and_no_manifest_is_written(seed: Seed, tmp_path: Path) -> None:
    Font.objects.create(name="Lost", package="materials/packages/lost.zip")

    with pytest.raises(CommandError, match=r"materials/packages/lost\.zip can't be copied"):
        seed("export_catalog", tmp_path / "out")
    assert not (tmp_path / "out" / "catalog.json").exists()
