"""--from-url: a catalog from a running AppServer, which answers here as ours answered a moment ago."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from materials.models import CaptionCategory, Font, Mv, Sticker, StickerCategory
from music.models import Track
from tests.app import App
from tests.seeding.conftest import MATERIALS, MUSIC, Seed
from tests.seeding.server import Server
from tests.seeding.test_export import MODELS, rows

# Recorded once, since it takes a second.
RECORDED: dict[str, bytes] = {}
OPERATIONS = [
    *(("/resource/getPasterInfo", {"type": 2}), ("/resource/getTextPaster", {})),
    *(("/resource/getFrontPasterList", {"type": 1}), ("/resource/getMv", {}), ("/resource/getFont", {})),
    *(("/music/getRecommendMusic", {"pageNo": number, "pageSize": 50}) for number in (1, 2)),
]


@pytest.fixture
def theirs(
    seed: Seed, server: Server, stranger: App, settings: Settings, media: Path, private: Path
) -> Server:
    """A server with the sample catalogs: what our own views answered, with its address in the URLs."""
    if not RECORDED:
        seed("seed_materials", MATERIALS)
        seed("seed_music", MUSIC)
        RECORDED.update(record(stranger))
        for model in reversed(MODELS):
            model.objects.all().delete()
        shutil.rmtree(media)
        shutil.rmtree(private)
    ours, its = settings.PUBLIC_URL.encode(), server.base.encode()
    server.says.update({path: body.replace(ours, its) for path, body in RECORDED.items()})
    return server


def record(app: App) -> Iterator[tuple[str, bytes]]:
    asked: list[tuple[str, dict[str, Any]]] = [
        *OPERATIONS,
        *(
            ("/resource/getPasterList", {"pasterId": row.pk, "type": 2})
            for row in StickerCategory.objects.all()
        ),
        *(("/resource/getTextPasterList", {"textPasterId": row.pk}) for row in CaptionCategory.objects.all()),
        *(("/music/getPlayPath", {"musicId": row.music_id}) for row in Track.objects.all()),
    ]
    for path, parameters in asked:
        answer = app.get(path, **parameters)
        yield f"{path}?{urlencode(parameters)}".rstrip("?"), answer.http.content
        for url in urls_in(answer.data):
            where = url.removeprefix("http://testserver")
            if where.startswith("/m"):
                file: Any = app.client.get(where)
                yield where, b"".join(file.streaming_content)


def urls_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.startswith("http") else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [url for one in inner for url in urls_in(one)]


def files(server: Server) -> list[str]:
    return [path for path in server.asked if path.startswith(("/media/", "/music/play/"))]


def test_all_materials_come_with_their_ids_and_urls(theirs: Server, seed: Seed) -> None:
    said = seed("seed_materials", from_url=theirs.base)

    assert said == "43 created, 0 changed, 0 unchanged."
    sticker = Sticker.objects.get(pk=1083)
    assert (sticker.name, sticker.category_id, sticker.sort) == ("Balloons", 84, 4)
    assert sticker.package.url.startswith(f"{theirs.base}/media/materials/packages/")
    assert Mv.objects.get(pk=104).aspects.count() == 3
    assert Font.objects.count() == 2
    assert files(theirs) == []


def test_a_categorys_preview_becomes_ours(theirs: Server, seed: Seed, stranger: App) -> None:
    seed("seed_materials", from_url=theirs.base)

    assert stranger.get("/resource/getPasterInfo").data[0]["preview"] == "http://testserver/?id=84"


def test_files_are_copied_once(theirs: Server, seed: Seed, media: Path) -> None:
    seed("seed_materials", from_url=theirs.base, copy_files=True)

    asked = files(theirs)
    assert len(asked) == len(set(asked)) > 80
    name = Sticker.objects.get(pk=1083).package.name
    assert (media / str(name)).read_bytes() == theirs.says[f"/media/{name}"]

    theirs.asked.clear()
    said = seed("seed_materials", from_url=theirs.base, copy_files=True)
    assert said == "0 created, 0 changed, 43 unchanged."
    assert files(theirs) == []


def test_their_catalog_is_ours_to_the_last_field(theirs: Server, seed: Seed) -> None:
    seed("seed_materials", from_url=theirs.base, copy_files=True)
    seed("seed_music", from_url=theirs.base, copy_files=True)
    imported = {model: rows(model) for model in MODELS}
    for model in reversed(MODELS):
        model.objects.all().delete()
    seed("seed_materials", MATERIALS)
    seed("seed_music", MUSIC)

    # The wire tells neither a font's time nor a track's; of the others it tells whole seconds.
    for model in MODELS:
        ours = [{**row, "created_at": None} for row in rows(model)]
        assert [{**row, "created_at": None} for row in imported[model]] == ours, model


def test_music_brings_its_audio(theirs: Server, seed: Seed, private: Path) -> None:
    assert seed("seed_music", from_url=theirs.base) == "30 created, 0 changed, 0 unchanged."

    track = Track.objects.published().in_order()[0]
    assert track.music_id == "Q10001"
    assert str(track.cover).startswith(theirs.base)
    with track.audio.open() as audio:
        assert audio.read() == (MUSIC / "audio" / "morning-kites.mp3").read_bytes()
    assert seed("seed_music", from_url=theirs.base) == "0 created, 0 changed, 30 unchanged."


def test_without_its_audio_music_stays_unpublished_until_it_comes(theirs: Server, seed: Seed) -> None:
    said = seed("seed_music", from_url=theirs.base, no_copy=True)

    assert said.endswith("Tracks without audio of ours, which stay unpublished: 30.")
    assert not Track.objects.filter(is_published=True).exists()

    assert seed("seed_music", from_url=theirs.base) == "0 created, 30 changed, 0 unchanged."
    assert Track.objects.published().count() == 30


def test_a_dry_run_stores_nothing(theirs: Server, seed: Seed, media: Path, private: Path) -> None:
    assert seed("seed_materials", from_url=theirs.base, copy_files=True, dry_run=True).endswith(
        "Would be: 43 created, 0 changed, 0 unchanged."
    )
    assert list(media.rglob("*.*")) == []
    assert not StickerCategory.objects.exists()


def test_only_what_is_asked_for_is_read(theirs: Server, seed: Seed) -> None:
    assert seed("seed_materials", from_url=theirs.base, only="mvs") == "12 created, 0 changed, 0 unchanged."
    assert theirs.asked == ["/resource/getMv"]


def test_a_server_that_lists_no_fonts_gives_those_that_are_named(theirs: Server, seed: Seed) -> None:
    listed = json.loads(theirs.says["/resource/getFont"])  # type: ignore[arg-type]
    for font in listed["data"]:
        answer = json.dumps({**listed, "data": font}).encode()
        theirs.says[f"/resource/getFont?fontId={font['id']}"] = answer
    theirs.says["/resource/getFont"] = json.dumps({**listed, "data": None}).encode()

    seed("seed_materials", from_url=theirs.base)
    assert set(Font.objects.values_list("pk", flat=True)) == {52, 53}


def test_a_broken_file_leaves_nothing_and_the_rest_is_kept_for_next_time(
    theirs: Server, seed: Seed, media: Path, no_pause: list[float]
) -> None:
    broken = next(path for path in theirs.says if path.endswith(".gif"))
    good = theirs.says[broken]
    theirs.says[broken] = b"<html>Please log in</html>"
    with pytest.raises(CommandError, match="what came is no picture"):
        seed("seed_materials", from_url=theirs.base, copy_files=True)
    assert list(media.rglob("*.*")) == []
    assert not StickerCategory.objects.exists()

    theirs.says[broken] = good
    theirs.asked.clear()
    seed("seed_materials", from_url=theirs.base, copy_files=True)
    assert files(theirs) == [broken]
    assert no_pause == []


@pytest.mark.parametrize(
    "address", ["", "ftp://example.com", "example.com", "http://", "http://a/?x=1", "http://[", "file:///etc"]
)
def test_another_address_is_refused(seed: Seed, address: str) -> None:
    with pytest.raises(CommandError, match="is no address of an AppServer"):
        seed("seed_materials", from_url=address)


def test_a_source_is_one_thing(seed: Seed) -> None:
    for arguments, options in (((), {}), ((MATERIALS,), {"from_url": "http://127.0.0.1"})):
        with pytest.raises(CommandError, match="Give a folder or a zip, or --from-url"):
            seed("seed_materials", *arguments, **options)
