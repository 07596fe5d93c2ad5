"""Catalogs as spreadsheets: out, edited in Excel, and back in whole or not at all."""

import csv
import json
import os
import re
import time
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
from tests.admin.files import PNG, a_zip
from tests.app import App
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
from tests.music.rows import a_track

XLSX, CSV, JSON = range(3)
ENDINGS = ("xlsx", "csv", "json")
FONTS = "/admin/materials/font/"

MODELS: dict[type[Model], Callable[..., Any]] = {
    StickerCategory: a_sticker_category,
    CaptionCategory: a_caption_category,
    Sticker: lambda **facts: a_sticker(84, **facts),
    Caption: lambda **facts: a_caption(189, font=a_font(), media_id=7, **facts),
    FrontSticker: a_front_sticker,
    Font: a_font,
    Mv: an_mv,
    Track: lambda name, **facts: a_track(music_id=f"Q{Track.objects.count():05}", title=name, **facts),
}
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
each_format = pytest.mark.parametrize("kind", [XLSX, CSV, JSON], ids=ENDINGS)

# Texts that spreadsheets and parsers stumble over.
ODD = ["=1+1", "'=1+1", "-5", "+86", "@home", "''-x", "007", "<b>&", 'a,"b"', "two\nlines", "生日快乐", "'"]

pytestmark = pytest.mark.usefixtures("media")


def path(model: type[Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def export(client: Client, page: str, kind: int = CSV, **query: Any) -> bytes:
    response = client.post(
        f"{page}export/?{'&'.join(f'{k}={v}' for k, v in query.items())}", {"format": kind}
    )
    assert response.status_code == 200
    assert f".{ENDINGS[kind]}" in response.headers["Content-Disposition"]
    return response.content


def choose(client: Client, page: str, content: bytes | str, kind: int = CSV) -> Any:
    """Choose a file, and see what would become of it."""
    data = content.encode() if isinstance(content, str) else content
    file = ContentFile(data, name=f"rows.{ENDINGS[kind]}")
    return client.post(f"{page}import/", {"format": kind, "resource": 0, "import_file": file})


def confirm(client: Client, page: str, preview: Any) -> Any:
    form = preview.context["confirm_form"]
    return client.post(f"{page}process_import/", form.initial, follow=True)


def import_(client: Client, page: str, content: bytes | str, kind: int = CSV) -> Any:
    return confirm(client, page, choose(client, page, content, kind))


def text(response: Any) -> str:
    return str(response.content.decode())


def problems(response: Any) -> list[str]:
    assert "confirm_form" not in response.context
    found: list[str] = response.context["problems"]
    return found


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_each_page_says_which_one_it_is(back_office: Client) -> None:
    for page, heading in (("import", "导入"), ("export", "导出")):
        found = text(back_office.get(f"{FONTS}{page}/", headers={"accept-language": "zh-CN"}))
        assert f">{heading}</h2>" in found


@each_format
@each_model
def test_what_is_exported_comes_back_without_a_difference(
    back_office: Client, model: type[Model], kind: int
) -> None:
    for name in ODD:
        MODELS[model](name=name, is_published=len(name) % 2 == 0, sort=-len(name))

    preview = choose(back_office, path(model), export(back_office, path(model), kind), kind)
    assert preview.context.get("problems") == []
    assert preview.context["count"] == f"0 new, 0 changed, {len(ODD)} unchanged"
    assert "Nothing in it differs from what is here already." in text(preview)


@each_model
def test_an_export_is_a_whole_catalog_for_an_empty_server(back_office: Client, model: type[Model]) -> None:
    storages["private"].save("music/tide.mp3", ContentFile(b"ID3"))
    for name in ODD:
        MODELS[model](name=name, sort=3)
    before = json.loads(export(back_office, path(model), JSON))
    content = export(back_office, path(model), XLSX)
    model._default_manager.all().delete()

    assert "12 new, 0 changed, 0 unchanged" in text(import_(back_office, path(model), content, XLSX))
    assert json.loads(export(back_office, path(model), JSON)) == before


def test_csv_opens_right_in_excel(back_office: Client) -> None:
    a_font(52, name="像素", package=f"{CDN}/px.ttf")

    content = export(back_office, FONTS)
    assert content.startswith(b"\xef\xbb\xbf")
    titles, row = cells(content)
    assert titles == ["Id", "Name", "Icon", "Level", "Banner", "Font file", "Order", "Published"]
    assert row == ["52", "像素", f"{CDN}/font.png", "1", "", f"{CDN}/px.ttf", "1", "1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gbk", "gb18030"])
def test_csv_is_read_as_excel_in_china_writes_it(back_office: Client, encoding: str) -> None:
    import_(back_office, FONTS, "id,name\r\n52,生日快乐\r\n".encode(encoding))

    assert Font.objects.get(pk=52).name == "生日快乐"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_of_other_countries_is_read_too(back_office: Client, delimiter: str) -> None:
    import_(back_office, FONTS, f"id{delimiter}name\n52{delimiter}Dots, big\n")

    assert Font.objects.get(pk=52).name == "Dots, big"


def test_formulas_are_texts_in_a_spreadsheet(back_office: Client) -> None:
    a_font(1, name="=HYPERLINK(1)", sort=-3)

    assert cells(export(back_office, FONTS))[1][1] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(BytesIO(export(back_office, FONTS, XLSX)))
    _id, name, *_, sort, _published = book.active[2]
    assert (name.value, name.data_type, sort.value) == ("'=HYPERLINK(1)", "s", -3)


def test_only_what_is_searched_for_is_exported(back_office: Client) -> None:
    a_font(1, name="Dots")
    a_font(2, name="Pixel")

    assert [row[1] for row in cells(export(back_office, FONTS, q="dot"))[1:]] == ["Dots"]


def test_titles_are_understood_in_any_language_and_names_as_well(back_office: Client) -> None:
    a_font(1)

    import_(back_office, FONTS, " ID ,名称,is_published\n1,Dots,否\n")
    font = Font.objects.get()
    assert (font.name, font.is_published) == ("Dots", False)


def test_a_preview_shows_every_change_and_changes_nothing(back_office: Client) -> None:
    a_font(1, name="Dots", sort=1)
    a_font(2, name="Pixel")

    preview = choose(back_office, FONTS, "id,name,sort\n1,Dots,9\n2,Pixel,1\n,<b>New</b>,\n")
    assert preview.context["count"] == "1 new, 1 changed, 1 unchanged"
    rows = [(row.import_type, row.diff) for row in preview.context["result"].valid_rows()]
    assert rows[0] == ("update", "<div><b>Order</b> <del>1</del> → 9</div>")
    assert rows[1][0] == "new"
    assert "<div><b>Name</b> &lt;b&gt;New&lt;/b&gt;</div>" in rows[1][1]
    assert "<b>New" not in text(preview)
    assert Font.objects.count() == 2
    assert Font.objects.get(pk=1).sort == 1


def test_what_is_confirmed_is_what_apps_get(back_office: Client, stranger: App) -> None:
    a_font(1, name="Dots", sort=1)
    assert [font["name"] for font in stranger.get("/resource/getFont").data] == ["Dots"]

    page = import_(back_office, FONTS, f"id,name,sort,package\n1,Dots 2,9,{CDN}/2.ttf\n52,Pixel,3,\n")
    assert "Imported: 1 new, 1 changed, 0 unchanged." in text(page)
    fonts = stranger.get("/resource/getFont").data
    assert [(font["id"], font["name"], font["url"]) for font in fonts] == [
        (1, "Dots 2", f"{CDN}/2.ttf"),
        (52, "Pixel", ""),
    ]


def test_rows_without_an_id_get_the_next(back_office: Client) -> None:
    import_(back_office, FONTS, "name,id\nfirst,\nsecond,2\nthird,1\n")

    assert sorted(Font.objects.values_list("pk", "name")) == [(1, "third"), (2, "second"), (3, "first")]
    assert a_font().pk == 4


def test_a_blank_cell_keeps_a_number_and_empties_a_text(back_office: Client) -> None:
    a_sticker_category(84, description="For happy days", sort=5, is_published=False)

    import_(back_office, path(StickerCategory), "id,sort,is_published,description\n84,,,\n")
    category = StickerCategory.objects.get()
    assert (category.sort, category.is_published, category.description) == (5, False, "")


def test_who_changed_what_is_in_the_log(back_office: Client) -> None:
    a_font(1, name="Dots")
    a_font(2, name="Lines")
    import_(back_office, FONTS, "id,name\n1,Dots 2\n2,Lines\n52,Pixel\n")

    entries = LogEntry.objects.order_by("object_id").values_list("object_id", "action_flag", "user__username")
    assert list(entries) == [("1", CHANGE, "olga"), ("52", ADDITION, "olga")]
    assert LogEntry.objects.latest("pk").change_message == "Imported from a file."


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x,Dots,1,1", "Row 3, column “Id”: “x” is no whole number. Write digits, such as 12."),
        ("0,Dots,1,1", "Row 3, column “Id”: “0” can't be an id. Ids are numbers from 1."),
        ("1,Dots,1,1", "Row 3, column “Id”: It is in row 2 already. Take one of the two out."),
        ("2,,1,1", "Row 3, column “Name”: This field cannot be blank."),
        (
            f"2,{'x' * 61},1,1",
            "Row 3, column “Name”: Ensure this value has at most 60 characters (it has 61).",
        ),
        ("2,Dots,high,1", "Row 3, column “Order”: “high” is no whole number. Write digits, such as 12."),
        ("2,Dots,1,maybe", "Row 3, column “Published”: “maybe” is neither 1 (yes) nor 0 (no)."),
        ("2,Dots,1,1,1", "Row 3 has more cells than there are columns."),
    ],
)
def test_one_bad_row_and_nothing_is_imported(back_office: Client, line: str, problem: str) -> None:
    response = choose(back_office, FONTS, f"id,name,sort,is_published\n1,Good,1,1\n{line}\n")

    assert problem in re.sub("&#x27;", "'", text(response))
    assert "confirm_form" not in response.context
    assert Font.objects.count() == 0


def test_every_bad_row_is_told(back_office: Client) -> None:
    response = choose(back_office, FONTS, "id,name,sort\n1,,x\n\n2,,1\n")

    assert problems(response) == [
        "Row 2, column “Order”: “x” is no whole number. Write digits, such as 12.",
        "Row 2, column “Name”: This field cannot be blank.",
        "Row 4, column “Name”: This field cannot be blank.",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "The submitted file is empty."),
        ("\n", "The file is empty. Its first row has to name the columns."),
        ("id,colour\n1,red\n", "There is no column “colour”. The columns are: Id, Name, Icon"),
        ("name,Name\na,b\n", "The column “name” is there more than once."),
        (b"\xff\xfe\x00", "This is no text in UTF-8 or GBK."),
        ('id,name\n1,"', "This is no CSV file"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused(
    back_office: Client, content: bytes | str, problem: str
) -> None:
    response = choose(back_office, FONTS, content)

    assert problem in text(response)
    assert "confirm_form" not in response.context


@pytest.mark.parametrize("content", [PNG, a_zip(), b"PK\x03\x04"])
def test_what_is_no_spreadsheet_is_refused(back_office: Client, content: bytes) -> None:
    assert "This is no whole XLSX file." in text(choose(back_office, FONTS, content, XLSX))


@pytest.mark.parametrize("content", ["{}", "[1]", "[", "[" * 100_000])
def test_what_is_no_json_list_is_refused(back_office: Client, content: str) -> None:
    response = choose(back_office, FONTS, content, JSON)

    assert "This is no" in text(response)
    assert "confirm_form" not in response.context


def test_files_are_urls_or_names_that_are_here(back_office: Client, media: Path) -> None:
    stored = default_storage.save("materials/packages/dots.ttf", ContentFile(b"\x00\x01\x00\x00"))
    a_font(1, name="Dots", package=f"{CDN}/1.ttf")

    import_(back_office, FONTS, f"id,name,package\n1,Dots,{stored}\n2,Copy,{stored}\n3,Far,{CDN}/3.ttf\n")
    assert [row[-3] for row in cells(export(back_office, FONTS))[1:]] == [
        stored,
        stored,
        f"{CDN}/3.ttf",
    ]


@pytest.mark.parametrize(
    "name",
    ["materials/packages/none.ttf", "../db.sqlite3", "/etc/passwd", "javascript:alert(1)", "music/a.mp3"],
)
def test_a_file_that_nobody_uploaded_is_refused(back_office: Client, media: Path, name: str) -> None:
    default_storage.save("music/a.mp3", ContentFile(b"ID3"))

    (problem,) = problems(choose(back_office, FONTS, f"id,name,package\n1,Dots,{name}\n"))
    assert problem.startswith(
        f"Row 2, column “Font file”: “{name}” is no file that was uploaded here, and no URL."
    )


def test_a_font_or_a_category_has_to_be_there(back_office: Client) -> None:
    a_font(52, is_published=False)
    a_caption_category(189)
    page = path(Caption)

    response = choose(back_office, page, "id,category,name,font\n1,189,Box,53\n2,,Box,52\n3,7,Box,0\n")
    advice = "Write the id of one that there is."
    assert problems(response) == [
        f"Row 2, column “Font”: There is no font with the id “53”. {advice}",
        f"Row 3, column “Category”: {advice}",
        f"Row 4, column “Category”: There is no caption category with the id “7”. {advice}",
    ]
    import_(back_office, page, "id,category,name,font\n1,189,Box,52\n3,189,Box,0\n")
    assert [Caption.objects.get(pk=pk).font for pk in (1, 3)] == [Font.objects.get(), None]


def test_an_mv_comes_with_a_package_for_each_shape(back_office: Client, stranger: App) -> None:
    mv = an_mv()
    MvAspect.objects.filter(aspect=1).update(md5="0" * 32)
    titles = cells(export(back_office, path(Mv)))[0]
    assert titles[-3:] == ["Package 1:1", "Package 4:3", "Package 16:9"]

    import_(
        back_office,
        path(Mv),
        f"id,name,Package 1:1,Package 4:3,Package 16:9\n"
        f"{mv.pk},Relax,{CDN}/1.zip,,{CDN}/new.zip\n,Neon,{CDN}/1.zip,,\n",
    )
    relax, neon = stranger.get("/resource/getMv").data
    assert relax["aspectList"] == [
        {"aspect": 1, "download": f"{CDN}/1.zip", "md5": "0" * 32},
        {"aspect": 3, "download": f"{CDN}/new.zip", "md5": ""},
    ]
    assert neon["aspectList"] == [{"aspect": 1, "download": f"{CDN}/1.zip", "md5": "0" * 32}]


def test_tracks_are_told_apart_by_their_music_id(back_office: Client, stranger: App) -> None:
    a_track(music_id="Q10001", title="Tide")

    import_(
        back_office, path(Track), "music_id,title,audio\nQ10001,High Tide,music/tide.mp3\nQ10002,Low Tide,\n"
    )
    assert list(Track.objects.order_by("music_id").values_list("title", flat=True)) == [
        "High Tide",
        "Low Tide",
    ]
    assert [row["title"] for row in stranger.get("/music/getRecommendMusic").data["musicList"]] == [
        "High Tide"
    ]
    assert problems(choose(back_office, path(Track), "title\nTide\n")) == [
        "The column “Music id” is missing: it tells which row is meant."
    ]
    (problem,) = problems(
        choose(back_office, path(Track), "music_id,title,audio\nQ3333,x,https://a.example/a.mp3\n")
    )
    assert "is no file that was uploaded here." in problem


def test_what_changed_between_preview_and_confirmation_is_looked_at_again(back_office: Client) -> None:
    a_caption_category(189)
    font = a_font(52)
    preview = choose(back_office, path(Caption), "category,name,font\n189,Good,\n189,Box,52\n")
    font.delete()

    page = text(confirm(back_office, path(Caption), preview))
    assert "Nothing was imported, since the catalog has changed meanwhile." in page
    assert "There is no font with the id “52”." in page
    assert Caption.objects.count() == 0


def waiting(preview: Any) -> str:
    return f"imports/{preview.context['confirm_form'].initial['import_file_name']}"


def test_a_confirmation_counts_once(back_office: Client) -> None:
    preview = choose(back_office, FONTS, "name\nDots\n")
    assert storages["private"].exists(waiting(preview))
    confirm(back_office, FONTS, preview)
    assert not storages["private"].exists(waiting(preview))

    page = text(confirm(back_office, FONTS, preview))
    assert "This file was imported already, or waited too long. Choose it again." in page
    assert Font.objects.count() == 1


def test_a_file_that_nobody_confirms_goes_after_a_day(back_office: Client) -> None:
    forgotten = waiting(choose(back_office, FONTS, "name\nDots\n"))
    yesterday = time.time() - 25 * 60 * 60
    os.utime(storages["private"].path(forgotten), (yesterday, yesterday))

    fresh = waiting(choose(back_office, FONTS, "name\nDots\n"))
    assert not storages["private"].exists(forgotten)
    assert storages["private"].exists(fresh)


@pytest.mark.parametrize("name", ["../private/secret", "/etc/passwd", "nothing"])
def test_no_other_file_can_be_confirmed(back_office: Client, name: str) -> None:
    form = {"import_file_name": name, "original_file_name": "x.csv", "format": CSV, "resource": 0}

    page = back_office.post(f"{FONTS}process_import/", form, follow=True)
    assert "This file was imported already" in text(page)


def test_more_rows_than_a_request_can_take_are_refused(back_office: Client) -> None:
    lines = "".join(f"Font {number}\n" for number in range(5_001))

    response = choose(back_office, FONTS, f"name\n{lines}")
    assert (
        "The file has more than 5000 rows. “manage.py seed_materials” takes in as many as there are."
        in text(response)
    )


def test_queries_do_not_grow_with_the_rows(back_office: Client) -> None:
    a_font(52)
    a_caption_category(189)
    costs = []
    for count in (2, 300):
        lines = "".join(f"{number},Box,189,52\n" for number in range(1, count))
        with CaptureQueriesContext(connection) as queries:
            choose(back_office, path(Caption), f"id,name,category,font\n{lines}")
        costs.append(len(queries))

    # SQLite takes only so many values in one statement.
    assert costs[1] - costs[0] <= 300 // 50


def test_who_may_not_change_may_only_export(viewer: Client) -> None:
    a_font(1)

    assert "Pixel" in export(viewer, FONTS).decode()
    for page in ("import/", "process_import/"):
        assert viewer.post(f"{FONTS}{page}").status_code == 403


def test_the_list_leads_to_import_and_export(back_office: Client, viewer: Client) -> None:
    page = text(back_office.get(FONTS))
    assert f"{FONTS}import/" in page
    assert f"{FONTS}export/" in page
    assert "Font file" in text(back_office.get(f"{FONTS}import/"))
    assert "Font file" in text(back_office.get(f"{FONTS}export/"))
    assert f"{FONTS}import/" not in text(viewer.get(FONTS))
