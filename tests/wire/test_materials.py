"""The catalogs as the editors read them (contract/clients.md §2.4)."""

from typing import Any

import pytest

from tests.app import App
from tests.materials.rows import a_caption, a_font, a_front_sticker, a_sticker, an_mv
from tests.wire.readers import ANDROID, IPHONE, Model, troubles
from tests.wire.readers import App as Reader

PASTERS = "/resource/getPasterInfo"
CATEGORY: Model = {
    **dict.fromkeys(("icon", "description", "name", "preview", "createTime"), "text"),
    **dict.fromkeys(("id", "level", "sort", "type"), "int"),
}
PACKAGE: Model = {
    **dict.fromkeys(("icon", "url", "preview", "name", "desc", "createTime"), "text"),
    **dict.fromkeys(("id", "mediaId", "duration", "sort", "aspect", "type", "fontId"), "int"),
}
FONT: Model = {
    **dict.fromkeys(("name", "banner", "icon", "url"), "text"),
    **dict.fromkeys(("id", "level", "sort"), "int"),
}
MV: Model = {
    **dict.fromkeys(("previewPic", "previewMp4", "icon", "name", "createTime"), "text"),
    **dict.fromkeys(("id", "duration", "level", "sort"), "int"),
    "aspectList": [{"aspect": "int", "download": "text", "md5": "text"}],
}
CATALOGS: dict[str, tuple[dict[str, str], Model]] = {
    PASTERS: ({"type": "2", "PACKAGE_NAME": "com.aliyun"}, CATEGORY),
    "/resource/getTextPaster": ({"PACKAGE_NAME": "com.aliyun"}, CATEGORY),
    "/resource/getPasterList": ({"pasterId": "84", "type": "2"}, PACKAGE),
    "/resource/getTextPasterList": ({"textPasterId": "189"}, PACKAGE),
    "/resource/getFrontPasterList": ({"type": "1", "PACKAGE_NAME": "com.aliyun"}, PACKAGE),
    "/resource/getMv": ({}, MV),
    "/resource/getFont": ({"fontId": ""}, FONT),
}


@pytest.fixture
def catalog(db: None) -> None:
    font = a_font(52)
    a_sticker(category=84)
    a_caption(category=189, font=font, media_id=1849)
    a_front_sticker()
    an_mv()


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize("reader", [ANDROID, IPHONE], ids=["Android", "iOS"])
@pytest.mark.parametrize("path", CATALOGS)
def test_every_editor_reads_every_catalog(stranger: App, path: str, reader: Reader) -> None:
    parameters, model = CATALOGS[path]
    data = stranger.get(path, **parameters).data

    assert len(data) == 1
    assert troubles(reader, [model], data) == []


@pytest.mark.parametrize("path", [*CATALOGS, "/resource/getMotionFilter", "/resource/getTransitions"])
def test_an_editor_reads_an_empty_catalog_as_an_array(stranger: App, path: str) -> None:
    parameters, _ = CATALOGS.get(path, ({}, []))

    assert stranger.get(path, **parameters).data == []


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize("sent", ["1", "2", ""])
def test_androids_type_two_means_rear_stickers_and_not_captions(stranger: App, sent: str) -> None:
    assert [row["id"] for row in stranger.get(PASTERS, type=sent).data] == [84]
    assert len(stranger.get("/resource/getPasterList", pasterId=84, type=sent).data) == 1


@pytest.mark.usefixtures("catalog")
def test_the_android_editor_gets_one_font_as_an_object(stranger: App) -> None:
    data = stranger.get("/resource/getFont", fontId="52").data

    assert troubles(ANDROID, FONT, data) == []


@pytest.mark.usefixtures("catalog")
def test_the_font_that_a_caption_names_is_there(stranger: App) -> None:
    (caption,) = stranger.get("/resource/getTextPasterList", textPasterId=189).data

    assert stranger.get("/resource/getFont", fontId=caption["fontId"]).data["id"] == caption["fontId"]
    assert caption["mediaId"] == 1849


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize("path", [PASTERS, "/resource/getTextPaster"])
def test_the_android_editor_opens_a_categorys_preview(stranger: App, path: str) -> None:
    (category,) = stranger.get(path).data

    page: Any = stranger.client.get(category["preview"].removeprefix("http://testserver"))
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert category["name"] in page.content.decode()
