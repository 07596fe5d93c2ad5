from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from materials.models import Caption, CaptionCategory, Font, FrontSticker, Mv, Sticker, StickerCategory
from tests.app import App
from tests.materials.conftest import Get, content
from tests.materials.rows import (
    CDN,
    a_caption,
    a_caption_category,
    a_font,
    a_front_sticker,
    a_sticker,
    a_sticker_category,
    an_mv,
)
from tests.memory import forget

Make = Callable[..., Model]

# Each catalog: what it is asked, how a row of it is made, and what it is a list of.
CATALOGS: dict[str, tuple[dict[str, Any], Make, type[Any]]] = {
    "getPasterInfo": ({}, a_sticker_category, StickerCategory),
    "getPasterList": ({"pasterId": 84}, a_sticker, Sticker),
    "getFrontPasterList": ({}, a_front_sticker, FrontSticker),
    "getTextPaster": ({}, a_caption_category, CaptionCategory),
    "getTextPasterList": ({"textPasterId": 189}, a_caption, Caption),
    "getMv": ({}, an_mv, Mv),
    "getFont": ({}, a_font, Font),
}
PACKAGES = [("getPasterList", "pasterId"), ("getTextPasterList", "textPasterId")]

each_catalog = pytest.mark.parametrize("name", CATALOGS)
each_package_list = pytest.mark.parametrize(("name", "parameter"), PACKAGES)


def rows(app: App, name: str, **parameters: Any) -> Any:
    return app.get(f"/resource/{name}", **{**CATALOGS[name][0], **parameters}).data


@each_catalog
def test_the_highest_sort_comes_first_and_then_the_oldest(stranger: App, name: str) -> None:
    _, make, _ = CATALOGS[name]
    for title, sort in (("second", 2), ("third", 1), ("first", 46), ("fourth", 1)):
        make(name=title, sort=sort)

    assert [row["name"] for row in rows(stranger, name)] == ["first", "second", "third", "fourth"]


@each_catalog
def test_what_is_not_published_is_not_listed(stranger: App, name: str) -> None:
    _, make, _ = CATALOGS[name]
    make(name="shown")
    make(name="hidden", is_published=False)

    assert [row["name"] for row in rows(stranger, name)] == ["shown"]


@each_catalog
def test_a_catalog_costs_the_same_for_1_and_for_50_rows(stranger: App, name: str) -> None:
    _, make, model = CATALOGS[name]
    make()
    one = cost(stranger, name, count=1)
    for _ in range(49):
        make()

    assert cost(stranger, name, count=50) == one == (3 if model is Mv else 2)


def cost(app: App, name: str, *, count: int) -> int:
    forget()
    with CaptureQueriesContext(connection) as queries:
        assert len(rows(app, name)) == count
    return len(queries)


@each_catalog
def test_no_token_is_looked_at(db: None, name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = App("stale").get(f"/resource/{name}", **CATALOGS[name][0])

    assert answer.ok
    assert not [query for query in queries if "accounts" in query["sql"]]


@each_catalog
def test_a_catalog_is_read_by_get_alone(stranger: App, name: str) -> None:
    assert stranger.post(f"/resource/{name}", **CATALOGS[name][0]).status == 405


def test_a_category_tells_what_is_in_it(stranger: App) -> None:
    born = datetime(2019, 3, 19, 6, 32, 38, 500_000, tzinfo=UTC)
    a_sticker_category(84, description="For happy days", sort=46, level=2, created_at=born)

    assert rows(stranger, "getPasterInfo") == [
        {
            "id": 84,
            "icon": f"{CDN}/party.png",
            "description": "For happy days",
            "name": "Party",
            "level": 2,
            "preview": "http://testserver/?id=84",
            "sort": 46,
            "type": 1,
            "createTime": "2019-03-19 14:32:38.0",
        }
    ]


def test_a_caption_category_is_of_type_two_and_has_a_preview_of_its_own(stranger: App) -> None:
    a_caption_category(189)

    (category,) = rows(stranger, "getTextPaster")
    assert category["type"] == 2
    assert category["preview"] == "http://testserver/?type=text&id=189"


def test_a_sticker_is_of_type_zero_and_has_no_media_id(stranger: App) -> None:
    sticker = a_sticker(description="It flies", sort=3, duration=2, aspect=1)

    (row,) = rows(stranger, "getPasterList")
    assert row.pop("createTime")
    assert row == {
        "id": sticker.pk,
        "icon": f"{CDN}/icon.png",
        "mediaId": 0,
        "url": f"{CDN}/package.zip",
        "preview": f"{CDN}/preview.gif",
        "name": "Balloon",
        "duration": 2,
        "desc": "It flies",
        "sort": 3,
        "aspect": 1,
        "type": 0,
        "fontId": 0,
    }


def test_a_caption_names_its_media_and_its_font(stranger: App) -> None:
    a_caption(media_id=1849, font=a_font(52))

    (row,) = rows(stranger, "getTextPasterList")
    assert (row["mediaId"], row["fontId"], row["type"]) == (1849, 52, 0)


def test_front_stickers_have_no_media_id(stranger: App) -> None:
    a_front_sticker()

    (row,) = rows(stranger, "getFrontPasterList")
    assert (row["mediaId"], row["type"]) == (0, 0)


def test_an_mv_comes_in_its_aspects(stranger: App) -> None:
    an_mv()

    (mv,) = rows(stranger, "getMv")
    assert (mv["duration"], mv["previewMp4"], mv["previewPic"]) == (4, f"{CDN}/relax.mp4", "")
    assert mv["aspectList"] == [
        {"aspect": aspect, "download": f"{CDN}/{aspect}.zip", "md5": ""} for aspect in (1, 2, 3)
    ]


@each_package_list
def test_packages_are_those_of_one_category(stranger: App, name: str, parameter: str) -> None:
    _, make, _ = CATALOGS[name]
    make(category=1, name="mine")
    make(category=2, name="other")

    assert [row["name"] for row in rows(stranger, name, **{parameter: 1})] == ["mine"]
    assert rows(stranger, name, **{parameter: 3}) == []


@each_package_list
def test_packages_of_an_unpublished_category_are_hidden(stranger: App, name: str, parameter: str) -> None:
    _, make, model = CATALOGS[name]
    make(category=1)
    model.category.get_queryset().update(is_published=False)

    assert rows(stranger, name, **{parameter: 1}) == []


@each_package_list
@pytest.mark.parametrize("sent", [None, "", "party", "-1", "1.5", "1,2", "9" * 19, "9" * 2000, "1 or 1=1"])
def test_a_category_that_is_no_number_is_refused(
    stranger: App, name: str, parameter: str, sent: str | None
) -> None:
    answer = stranger.get(f"/resource/{name}", **({} if sent is None else {parameter: sent}))

    assert (answer.status, answer.code, answer.data) == (200, "400", None)
    assert parameter in answer.message


@each_package_list
def test_pages_elsewhere_may_read_packages(stranger: App, name: str, parameter: str) -> None:
    for category in ("1", "party"):
        headers = stranger.get(f"/resource/{name}", **{parameter: category}).http.headers
        assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", sorted(set(CATALOGS) - {"getPasterList", "getTextPasterList"}))
def test_pages_elsewhere_read_nothing_else(stranger: App, name: str) -> None:
    headers = stranger.get(f"/resource/{name}").http.headers

    assert "Access-Control-Allow-Origin" not in headers


def test_a_font_is_found_by_its_id(stranger: App) -> None:
    a_font(51)
    a_font(52, name="Dots", banner=f"{CDN}/banner.png", level=3)

    assert rows(stranger, "getFont", fontId=52) == {
        "id": 52,
        "name": "Dots",
        "level": 3,
        "banner": f"{CDN}/banner.png",
        "icon": f"{CDN}/font.png",
        "url": f"{CDN}/font.mat",
        "sort": 1,
    }


@pytest.mark.parametrize("sent", [{}, {"fontId": ""}, {"fontId": " "}], ids=str)
def test_without_an_id_all_fonts_are_answered(stranger: App, sent: dict[str, str]) -> None:
    a_font(51)
    a_font(52)

    assert [font["id"] for font in rows(stranger, "getFont", **sent)] == [51, 52]


def test_an_unpublished_font_is_still_there_for_the_captions_that_name_it(stranger: App) -> None:
    a_font(53, is_published=False)

    assert rows(stranger, "getFont") == []
    assert stranger.get("/resource/getFont", fontId="53").data["id"] == 53


@pytest.mark.parametrize("asked", ["0", "99"])
def test_a_font_that_is_not_there_is_not_found(stranger: App, asked: str) -> None:
    answer = stranger.get("/resource/getFont", fontId=asked)
    assert (answer.status, answer.code, answer.data) == (200, "404", None)
    assert answer.message == "There is no such font."


@pytest.mark.parametrize("asked", ["dots", "-1", "9" * 19])
def test_a_font_id_that_is_no_number_is_refused(stranger: App, asked: str) -> None:
    assert stranger.get("/resource/getFont", fontId=asked).code == "400"


def test_a_stored_file_has_an_absolute_url_that_works(stranger: App, media: Path, get: Get) -> None:
    a_sticker(package=ContentFile(b"PK", name="balloon.zip"))

    (row,) = rows(stranger, "getPasterList")
    assert row["url"].startswith("http://testserver/media/materials/packages/")
    assert row["icon"] == f"{CDN}/icon.png"
    assert content(get(row["url"])) == b"PK"


def test_what_has_no_file_has_a_blank_url(stranger: App) -> None:
    a_sticker(icon="", preview="", package="")

    (row,) = rows(stranger, "getPasterList")
    assert (row["icon"], row["preview"], row["url"]) == ("", "", "")


@pytest.mark.parametrize("host", ["evil.example.com", "testserver"])
def test_urls_do_not_depend_on_the_host_of_the_request(stranger: App, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    a_sticker_category(84)

    response: Any = stranger.client.get("/resource/getPasterInfo", headers={"Host": host})
    assert response.json()["data"][0]["preview"] == "http://testserver/?id=84"


def test_a_font_that_is_deleted_leaves_its_captions(stranger: App) -> None:
    font = a_font(52)
    a_caption(font=font)
    font.delete()

    assert [row["fontId"] for row in rows(stranger, "getTextPasterList")] == [0]
