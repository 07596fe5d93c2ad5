"""manage.py seed_materials"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from materials.models import (
    CaptionCategory,
    Font,
    FrontSticker,
    Mv,
    MvAspect,
    Sticker,
    StickerCategory,
)
from tests.app import App
from tests.seeding.conftest import MATERIALS, Seed, Write, zipped

FONT = {"id": 52, "name": "Pixel", "icon": "icon.png", "url": "package.zip", "sort": 2}
STICKER = {"id": 1083, "name": "Balloons", "icon": "icon.png", "url": "package.zip"}
CATEGORY = {"id": 84, "name": "Party", "description": "For happy days", "packages": [STICKER]}
CATALOG = {"fonts": [FONT], "stickers": [CATEGORY]}


@pytest.fixture
def sample() -> Any:
    return json.loads((MATERIALS / "catalog.json").read_text(encoding="utf-8"))


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_the_sample_comes_in_with_its_ids(seed: Seed, stranger: App, sample: Any) -> None:
    assert seed("seed_materials", MATERIALS) == "43 created, 0 changed, 0 unchanged."

    for path, section in (("getPasterInfo", "stickers"), ("getTextPaster", "captions"), ("getMv", "mvs")):
        answered = stranger.get(f"/resource/{path}").data
        assert [row["id"] for row in answered] == [row["id"] for row in sample[section]]
    assert stranger.get("/resource/getFont", fontId=52).data["name"] == "Qulive Pixel"


def test_every_file_of_the_sample_downloads(seed: Seed, stranger: App) -> None:
    seed("seed_materials", MATERIALS)

    urls = {url for url in every_url(stranger) if "/media/" in url}
    assert len(urls) > 80
    for url in urls:
        response: Any = stranger.client.get(url.removeprefix("http://testserver"))
        assert response.status_code == 200, url
        assert b"".join(response.streaming_content), url


def every_url(app: App) -> list[str]:
    asked: list[tuple[str, dict[str, Any]]] = [
        *(
            (name, {})
            for name in ("getPasterInfo", "getTextPaster", "getFrontPasterList", "getMv", "getFont")
        ),
        *(("getPasterList", {"pasterId": row.pk}) for row in StickerCategory.objects.all()),
        *(("getTextPasterList", {"textPasterId": row.pk}) for row in CaptionCategory.objects.all()),
    ]
    answers = [app.get(f"/resource/{name}", **parameters).data for name, parameters in asked]
    return [text for answer in answers for text in texts(answer) if text.startswith("http")]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in texts(one)]


def test_a_caption_of_the_sample_names_a_font_that_is_there(seed: Seed, stranger: App) -> None:
    seed("seed_materials", MATERIALS)

    fonts = {font["id"] for font in stranger.get("/resource/getFont").data}
    categories = [category["id"] for category in stranger.get("/resource/getTextPaster").data]
    for category in categories:
        for caption in stranger.get("/resource/getTextPasterList", textPasterId=category).data:
            assert caption["fontId"] in fonts


def test_an_mvs_packages_carry_their_md5(seed: Seed, stranger: App) -> None:
    seed("seed_materials", MATERIALS)

    mv = stranger.get("/resource/getMv").data[0]
    assert [aspect["aspect"] for aspect in mv["aspectList"]] == [1, 2, 3]
    assert all(len(aspect["md5"]) == 32 for aspect in mv["aspectList"])


def test_a_second_run_changes_nothing(seed: Seed, media: Path) -> None:
    seed("seed_materials", MATERIALS)
    before = [list(model.objects.order_by("pk").values()) for model in (Font, Sticker, FrontSticker, Mv)]
    stored = files(media)

    assert seed("seed_materials", MATERIALS) == "0 created, 0 changed, 43 unchanged."
    after = [list(model.objects.order_by("pk").values()) for model in (Font, Sticker, FrontSticker, Mv)]
    assert after == before
    assert files(media) == stored


def test_a_changed_row_is_changed_and_reported(seed: Seed, write: Write) -> None:
    seed("seed_materials", write(CATALOG))
    renamed = {**STICKER, "name": "Two balloons", "sort": 9}

    said = seed("seed_materials", write({"fonts": [FONT], "stickers": [{**CATEGORY, "packages": [renamed]}]}))
    assert said == "0 created, 1 changed, 2 unchanged."
    sticker = Sticker.objects.get()
    assert (sticker.pk, sticker.name, sticker.sort) == (1083, "Two balloons", 9)


def test_a_changed_file_gets_a_new_url(seed: Seed, write: Write, stranger: App) -> None:
    source = write(CATALOG)
    seed("seed_materials", source)
    before = Sticker.objects.get().package.url
    (source / "package.zip").write_bytes(zipped({"config.json": b"[]"}))

    assert seed("seed_materials", source) == "0 created, 2 changed, 1 unchanged."
    assert Sticker.objects.get().package.url != before


def test_what_an_operator_hid_stays_hidden(seed: Seed, write: Write) -> None:
    seed("seed_materials", write(CATALOG))
    StickerCategory.objects.update(is_published=False)

    seed("seed_materials", write(CATALOG))
    assert not StickerCategory.objects.get().is_published


def test_an_absolute_url_is_kept_as_it_is(seed: Seed, write: Write, media: Path) -> None:
    url = "https://cdn.example.com/video/material/9862-7-4.mat"
    seed("seed_materials", write({"fonts": [{**FONT, "url": url, "icon": ""}]}))

    assert Font.objects.get().package.url == url
    assert files(media) == []


def test_an_mv_with_packages_elsewhere_has_no_md5(seed: Seed, write: Write) -> None:
    aspect = {"aspect": 1, "download": "https://cdn.example.com/relax.mat"}
    seed("seed_materials", write({"mvs": [{"id": 104, "name": "Relax", "aspectList": [aspect]}]}))

    assert MvAspect.objects.get().md5 == ""


def test_a_dry_run_tells_and_changes_nothing(seed: Seed, write: Write, media: Path) -> None:
    seed("seed_materials", write({"fonts": [FONT]}))
    stored = files(media)
    renamed = {**FONT, "name": "Dots", "url": "https://cdn.example.com/dots.mat"}
    said = seed("seed_materials", write({**CATALOG, "fonts": [renamed]}), dry_run=True)

    old = Font.objects.get().package.name
    assert said.splitlines() == [
        f"change font 52 Pixel: name 'Pixel' → 'Dots'; url '{old}' → 'https://cdn.example.com/dots.mat'",
        "create sticker category 84 Party",
        "create sticker 1083 Balloons",
        "Would be: 2 created, 1 changed, 0 unchanged.",
    ]
    assert files(media) == stored
    assert not Sticker.objects.exists()


def test_ids_go_on_after_the_catalogs(seed: Seed, write: Write) -> None:
    seed("seed_materials", write(CATALOG))

    assert Font.objects.create(name="Own").pk == 53
    assert StickerCategory.objects.create(name="Own").pk == 85
    assert Sticker.objects.create(name="Own", category_id=84).pk == 1084


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**STICKER, "url": "lost.zip"}, "url: lost.zip is not in "),
        ({**STICKER, "icon": "../../secret.png"}, "icon: ../../secret.png is not in "),
        ({**STICKER, "icon": "/etc/passwd"}, "icon: /etc/passwd is not in "),
        ({**STICKER, "icon": "link.png"}, "icon: link.png is not in "),
        ({**STICKER, "icon": "circle.png"}, "icon: circle.png is not in "),
        ({**STICKER, "icon": "."}, "icon: . is not in "),
        ({**STICKER, "icon": "https://"}, "icon: https:// is no http(s) URL"),
        ({**STICKER, "icon": "http://[x/y.png"}, "icon: http://[x/y.png is no http(s) URL"),
        ({**STICKER, "icon": "package.zip"}, "icon: package.zip is no picture"),
        ({**STICKER, "url": "icon.png"}, "url: icon.png is no zip archive"),
        ({"id": 1083}, "has no 'name'"),
        ({"name": "Balloons"}, "has no 'id'"),
        ({**STICKER, "fontId": 99}, "(id 1083): fontId: there is no font 99."),
        ({**STICKER, "id": "many"}, "id is 'many', and has to be a whole number above 0."),
        ({**STICKER, "sort": "high"}, "(id 1083).sort is 'high', and has to be a whole number."),
        ({**STICKER, "name": None}, "(id 1083).name is None"),
        ({**STICKER, "name": "x" * 61}, "has to be a text of 1 to 60 characters"),
        ({**STICKER, "name": " "}, "name is ' ', and has to be a text of 1 to 60 characters"),
        (STICKER, "packages[1] (id 1083): this sticker 1083 is at stickers[0] (id 84).packages[0]"),
        (
            {**STICKER, "createTime": "2019-13-45 00:00:00.0"},
            "(id 1083): createTime: month must be in 1..12.",
        ),
        ({**STICKER, "createTime": "0001-01-01 00:00:00.0"}, "has to be a time such as 2019-03-19"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_a_bad_row_is_told_and_nothing_is_half_done(
    seed: Seed, write: Write, tmp_path: Path, row: dict[str, Any], said: str
) -> None:
    source = write({"fonts": [FONT], "stickers": [{**CATEGORY, "packages": [STICKER, row]}]})
    (tmp_path / "secret.png").write_bytes(b"secret")
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    (source / "circle.png").symlink_to(source / "circle.png")

    with pytest.raises(CommandError) as error:
        seed("seed_materials", source)
    assert said in str(error.value)
    assert not Font.objects.exists()
    assert not StickerCategory.objects.exists()


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        ({"download": "package.zip"}, "has no 'aspect'"),
        ({"aspect": 1}, "(aspect 1) has no 'download'"),
        ({"aspect": 1, "download": "package.zip", "md5": f"{'0' * 32}\n"}, "has to be an MD5 digest"),
        (
            {"aspect": 9, "download": "package.zip"},
            "aspect is 9, and has to be 1 (1:1), 2 (4:3) or 3 (16:9).",
        ),
        ("1:1", "aspectList"),
    ],
)
def test_a_bad_aspect_is_told(seed: Seed, write: Write, aspect: Any, said: str) -> None:
    source = write({"mvs": [{"id": 104, "name": "Relax", "aspectList": [aspect]}]})

    with pytest.raises(CommandError) as error:
        seed("seed_materials", source)
    assert said in str(error.value)
    assert not Mv.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "NaN", "[" * 9999, "\udcff"])
def test_a_manifest_that_is_none_is_told(seed: Seed, write: Write, text: str) -> None:
    source = write({})
    (source / "catalog.json").write_text(text, encoding="utf-8", errors="surrogateescape")

    with pytest.raises(CommandError, match=r"catalog\.json"):
        seed("seed_materials", source)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"fonts": {}}, "fonts is {}, and has to be a list."),
        ({"fonts": ["Pixel"]}, "fonts[0] is 'Pixel', and has to be an object."),
        ({"stikers": []}, "catalog.json has stikers, which is none of fonts, stickers,"),
        ({"fonts": [{**FONT, "name": "\ud800"}]}, "has to be a text without control characters."),
        ({"fonts": [{**FONT, "id": 10**30}]}, "has to be a whole number above 0."),
    ],
)
def test_a_manifest_of_another_shape_is_told(seed: Seed, write: Write, manifest: Any, said: str) -> None:
    with pytest.raises(CommandError) as error:
        seed("seed_materials", write(manifest))
    assert said in str(error.value)


def test_a_folder_that_is_not_there_is_told(seed: Seed, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"catalog\.json can't be read"):
        seed("seed_materials", tmp_path / "nowhere")


def test_an_empty_manifest_is_an_empty_catalog(seed: Seed, write: Write) -> None:
    assert seed("seed_materials", write({})) == "0 created, 0 changed, 0 unchanged."
