"""What catalogs bring along: folders, zips, and files that are not what they are called."""

import errno
import io
import json
import shutil
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError

from materials.models import Font, Mv, MvAspect, Sticker, StickerCategory
from qulive import storage
from qulive.catalog import content
from tests.seeding.conftest import FILES, MATERIALS, PNG, Seed, Write, zipped

MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(20)
TTF = b"\x00\x01\x00\x00" + bytes(20)


def a_lying_zip() -> bytes:
    """One that says in both of its headers that 3 MB are 9 bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(3 * content.MEGABYTE))
    size = (3 * content.MEGABYTE).to_bytes(4, "little")
    assert packed.getvalue().count(size) == 2
    return packed.getvalue().replace(size, (9).to_bytes(4, "little"))


def link_in_a_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def a_font(**row: Any) -> dict[str, Any]:
    return {"fonts": [{"id": 52, "name": "Pixel", **row}]}


@pytest.mark.parametrize("inside", ["", "catalog/"])
def test_a_zip_is_as_good_as_its_folder(seed: Seed, tmp_path: Path, inside: str) -> None:
    packed = tmp_path / "catalog.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in MATERIALS.rglob("*"):
            archive.write(path, f"{inside}{path.relative_to(MATERIALS)}")

    assert seed("seed_materials", packed) == "43 created, 0 changed, 0 unchanged."
    assert seed("seed_materials", MATERIALS) == "0 created, 0 changed, 43 unchanged."


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (b"PK\x03\x04 no zip", "is no whole zip archive"),
        (zipped({"../catalog.json": b"{}"}), "has an entry outside of its folder: ../catalog.json"),
        (zipped({"a.txt": b""}), "catalog.json can't be read: No such file or directory."),
        (zipped({"a": b"", "a/catalog.json": b"{}"}), "catalog.zip can't be unpacked"),
    ],
)
def test_a_bad_zip_is_told(seed: Seed, tmp_path: Path, packed: bytes, said: str) -> None:
    (tmp_path / "catalog.zip").write_bytes(packed)

    with pytest.raises(CommandError) as error:
        seed("seed_materials", tmp_path / "catalog.zip")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (b"", "is empty"),
        (b"<html>", "is no font or zip archive"),
        (FILES["package.zip"][:-30], "is no whole zip archive"),
        (FILES["package.zip"].replace(b"{}", b"[]"), "is damaged in its entry config.json"),
        (zipped({"../../x.png": PNG}), "has an entry outside of its folder: ../../x.png"),
        (zipped({"/etc/x.png": PNG}), "has an entry outside of its folder: /etc/x.png"),
        (zipped({"C:/x.png": PNG}), "has an entry outside of its folder: C:/x.png"),
        (zipped({"a\\..\\..\\x.png": PNG}), "has an entry outside of its folder"),
        (link_in_a_zip(), "has a link in it: link"),
        (a_lying_zip(), "is damaged in its entry zeros"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_package_that_is_none_is_told(seed: Seed, write: Write, package: bytes, said: str) -> None:
    source = write(a_font(url="bad.mat"))
    (source / "bad.mat").write_bytes(package)

    with pytest.raises(CommandError) as error:
        seed("seed_materials", source)
    assert f"fonts[0] (id 52): url: bad.mat {said}" in str(error.value)
    assert str(error.value).endswith("Nothing was changed.")


def test_a_bomb_is_not_unpacked(seed: Seed, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "ENTRIES_MOST", 3)
    source = write(a_font(url="many.zip"))
    (source / "many.zip").write_bytes(zipped({f"{number}.png": PNG for number in range(4)}))
    with pytest.raises(CommandError, match="has more than 3 entries"):
        seed("seed_materials", source)

    with zipfile.ZipFile(source / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(3 * content.MEGABYTE))
    with pytest.raises(content.BadFile, match="unpacks to more than 2 MB"):
        content.check_zip(source / "many.zip", 2 * content.MEGABYTE)


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(content.IMAGE.most + 1)

    with pytest.raises(content.BadFile, match="is larger than 20 MB"):
        content.IMAGE.check(tmp_path / "large.png")


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        *((PNG, ".png"), (b"\xff\xd8\xff\xe0", ".jpg"), (b"GIF89a", ".gif"), (b"RIFF....WEBP", ".webp")),
        *((b"ID3\x04", ".mp3"), (b"\xff\xfb\x90\x00", ".mp3"), (b"\xff\xf1\x50\x80", ".aac")),
        *((b"....ftypM4A ", ".m4a"), (MP4, ".mp4"), (b"RIFF....WAVE", ".wav"), (b"OggS", ".ogg")),
        *((TTF, ".ttf"), (b"OTTO", ".otf"), (b"PK\x03\x04", ".zip"), (b"fLaC", ".flac")),
        *((b"", ""), (b"\xff", ""), (b"<html>", ""), (b"#!/bin/sh", ""), (b"\xff\xff\xff\xff", "")),
    ],
)
def test_a_format_shows_in_how_a_file_begins(head: bytes, suffix: str) -> None:
    assert content.suffix_of(head) == suffix


def test_a_file_is_stored_as_what_it_is_and_not_as_it_is_called(seed: Seed, write: Write) -> None:
    source = write(a_font(icon="icon.html"))
    (source / "icon.html").write_bytes(PNG)
    seed("seed_materials", source)

    assert str(Font.objects.get().icon).endswith(".png")


def test_all_problems_are_told_at_once(seed: Seed, write: Write) -> None:
    rows = [
        {"id": 1, "name": "A", "icon": "lost.png", "url": "icon.png"},
        {"id": 2, "name": "B", "fontId": 99, "preview": "https:no"},
    ]
    with pytest.raises(CommandError) as error:
        seed("seed_materials", write({"frontStickers": rows}))

    assert [line.split(" ")[:4] for line in str(error.value).splitlines()] == [
        ["frontStickers[1]", "(id", "2):", "fontId:"],
        ["frontStickers[0]", "(id", "1):", "icon:"],
        ["frontStickers[0]", "(id", "1):", "url:"],
        ["frontStickers[1]", "(id", "2):", "preview:"],
        ["Nothing", "was", "changed."],
    ]


def test_half_a_file_of_a_run_that_was_killed_is_replaced(seed: Seed, write: Write) -> None:
    source = write(a_font(icon="icon.png"))
    seed("seed_materials", source)
    icon = Path(default_storage.path(str(Font.objects.get().icon)))
    icon.write_bytes(PNG[:10])

    assert seed("seed_materials", source) == "0 created, 0 changed, 1 unchanged."
    assert icon.read_bytes() == PNG


def test_a_run_that_is_interrupted_leaves_nothing(
    write: Write, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        storage.put(default_storage, "materials/icons/a.png", write({}) / "icon.png")
    assert not list(media.rglob("*.*"))


def test_a_storage_without_room_is_told(seed: Seed, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(CommandError) as error:
        seed("seed_materials", write(a_font(icon="icon.png")))
    assert str(error.value) == "[Errno 28] No space left on device\nNothing was changed."
    assert not Font.objects.exists()


def test_an_md5_that_is_told_has_to_be_the_files(seed: Seed, write: Write) -> None:
    aspect = {"aspect": 1, "download": "package.zip", "md5": "0" * 32}
    mv = {"id": 104, "name": "Relax", "aspectList": [aspect]}

    with pytest.raises(CommandError, match=r"package\.zip is not the file that md5 tells of"):
        seed("seed_materials", write({"mvs": [mv]}))
    assert not Mv.objects.exists()

    aspect["download"] = "https://cdn.example.com/relax.mat"
    seed("seed_materials", write({"mvs": [mv]}))
    assert MvAspect.objects.get().md5 == "0" * 32


def test_what_is_gone_from_the_catalog_is_unpublished_when_asked(seed: Seed, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(MATERIALS, source)
    seed("seed_materials", source)
    manifest = json.loads((source / "catalog.json").read_text())
    manifest["stickers"][0]["packages"].pop(0)
    manifest["stickers"].pop(2)
    manifest["mvs"][0]["aspectList"].pop(0)
    del manifest["fonts"]
    (source / "catalog.json").write_text(json.dumps(manifest))

    assert seed("seed_materials", source) == "0 created, 0 changed, 34 unchanged."
    said = seed("seed_materials", source, prune=True, dry_run=True).splitlines()
    assert said == [
        "unpublish sticker category 112 Sunny Days",
        *(f"unpublish sticker {number}" for number in SUNNY),
        "delete MV aspect 104 1",
        "Would be: 0 created, 0 changed, 34 unchanged, 7 pruned.",
    ]
    assert seed("seed_materials", source, prune=True) == said[-1].removeprefix("Would be: ")
    assert set(Sticker.objects.filter(is_published=False).values_list("pk", flat=True)) == {
        1083,
        1101,
        1102,
        1103,
        1104,
    }
    assert not StickerCategory.objects.get(pk=112).is_published
    assert Font.objects.filter(is_published=True).count() == 2
    assert MvAspect.objects.filter(mv_id=104).count() == 2
    assert seed("seed_materials", source, prune=True) == "0 created, 0 changed, 34 unchanged, 0 pruned."


SUNNY = ("1083 Balloons", "1101 Hello Sun", "1102 Rainy Cloud", "1103 Rainbow", "1104 Lucky Star")


def test_only_some_sections_are_taken_in(seed: Seed) -> None:
    assert seed("seed_materials", MATERIALS, only="fonts, mvs") == "14 created, 0 changed, 0 unchanged."
    with pytest.raises(CommandError, match=r"--only knows fonts, .*, and not 'music'"):
        seed("seed_materials", MATERIALS, only="fonts,music")


def test_what_the_catalog_leaves_out_stays_as_operators_set_it(seed: Seed, write: Write) -> None:
    source = write(a_font(icon="icon.png"))
    seed("seed_materials", source)
    Font.objects.update(sort=9, is_published=False, level=3)

    said = seed("seed_materials", source).splitlines()
    assert said == ["0 created, 0 changed, 1 unchanged.", "Rows of the catalog that are not published: 1."]
    write(a_font(sort=1, isPublished=True))
    assert seed("seed_materials", source) == "0 created, 1 changed, 0 unchanged."
    font = Font.objects.get()
    assert (font.sort, font.is_published, font.level) == (1, True, 3)
