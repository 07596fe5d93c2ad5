"""Sticker categories with their packages, as operators keep them and apps get them."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials.models import FrontSticker, Sticker, StickerCategory
from tests.admin.files import GIF, MP4, PNG, a_zip, edit, filled_in, problems, upload
from tests.app import App
from tests.materials.rows import CDN, a_front_sticker, a_sticker, a_sticker_category

CATEGORIES = "/admin/materials/stickercategory/"
STICKERS = "/admin/materials/sticker/"
EVIL = "<script>alert(1)</script>"

pytestmark = pytest.mark.usefixtures("media")


def row(number: int, **values: Any) -> dict[str, Any]:
    usual = {"name": f"Package {number}", "sort": 9 - number, "is_published": "on"}
    return {f"packages-{number}-{name}": value for name, value in {**usual, **values}.items()}


def test_a_category_is_added_with_three_packages_on_one_page(back_office: Client, stranger: App) -> None:
    form = filled_in(back_office.get(f"{CATEGORIES}add/"))
    form |= {"name": "Party", "icon": upload(PNG, "party.png"), "packages-TOTAL_FORMS": 3}
    form |= row(0, package=upload(a_zip(), "balloon.zip"), preview=upload(GIF, "balloon.gif"))
    form |= row(1, package=upload(a_zip("b"), "cake.mat"), icon=upload(PNG, "cake.png"))
    form |= row(2, **{"package-url": f"{CDN}/gift.zip"})

    assert back_office.post(f"{CATEGORIES}add/", form).status_code == 302
    (category,) = stranger.get("/resource/getPasterInfo", type=2).data
    assert category["icon"].startswith("http://testserver/media/materials/icons/")
    packages = stranger.get("/resource/getPasterList", pasterId=category["id"]).data
    assert [package["name"] for package in packages] == ["Package 0", "Package 1", "Package 2"]
    assert [Path(package["url"]).suffix for package in packages] == [".zip", ".mat", ".zip"]
    assert packages[0]["preview"].endswith(".gif")
    assert packages[2]["url"] == f"{CDN}/gift.zip"
    response: Any = Client().get(packages[0]["url"].removeprefix("http://testserver"))
    assert b"".join(response.streaming_content) == a_zip()


def test_an_empty_row_for_a_package_is_no_package(back_office: Client) -> None:
    form = filled_in(back_office.get(f"{CATEGORIES}add/"))

    assert back_office.post(f"{CATEGORIES}add/", {**form, "name": "Empty"}).status_code == 302
    assert Sticker.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "complaint"),
    [
        (b"<html>", "party.png", "party.png is no picture (PNG, JPEG, GIF, WebP)."),
        (MP4, "party.png", "party.png is no picture (PNG, JPEG, GIF, WebP)."),
        (b"", "party.png", "The submitted file is empty."),
    ],
)
def test_an_icon_has_to_be_a_picture(back_office: Client, content: bytes, name: str, complaint: str) -> None:
    a_sticker_category(84)

    response = edit(back_office, f"{CATEGORIES}84/change/", icon=upload(content, name))
    assert problems(response) == complaint
    assert StickerCategory.objects.get().icon.name == f"{CDN}/party.png"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (PNG, "a.zip is no zip archive."),
        (a_zip()[:-30], "a.zip is no whole zip archive"),
        (a_zip("../../etc/passwd"), "a.zip has an entry outside of its folder: ../../etc/passwd."),
    ],
)
def test_a_package_has_to_be_a_whole_zip(back_office: Client, content: bytes, complaint: str) -> None:
    sticker = a_sticker(84)

    response = edit(back_office, f"{STICKERS}{sticker.pk}/change/", package=upload(content, "a.zip"))
    assert complaint in problems(response)


def test_a_large_upload_is_looked_at_too(back_office: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    sticker = a_sticker(84)
    path = f"{STICKERS}{sticker.pk}/change/"

    assert "is no zip archive" in problems(edit(back_office, path, package=upload(PNG * 9, "a.zip")))
    assert edit(back_office, path, package=upload(a_zip(), "a.mat")).status_code == 302
    sticker.refresh_from_db()
    assert str(sticker.package.name).endswith(".mat")


def test_a_file_is_called_after_what_it_is(back_office: Client) -> None:
    a_sticker_category(84)

    edit(back_office, f"{CATEGORIES}84/change/", icon=upload(GIF, "party.png"))
    assert str(StickerCategory.objects.get().icon.name).endswith(".gif")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://cdn.example.com/a.png", "a.png", "https://", "http://[", "https://a b/"],
)
def test_an_url_begins_with_http(back_office: Client, url: str) -> None:
    a_sticker_category(84)

    response = edit(back_office, f"{CATEGORIES}84/change/", **{"icon-url": url})
    assert problems(response) == f"“{url}” is no URL. It begins with https:// or http://."
    assert f'value="{url}"' in response.content.decode()
    assert StickerCategory.objects.get().icon.name == f"{CDN}/party.png"


def test_an_url_that_is_emptied_takes_the_file_away(back_office: Client, stranger: App) -> None:
    a_sticker_category(84)

    edit(back_office, f"{CATEGORIES}84/change/", **{"icon-url": ""})
    assert stranger.get("/resource/getPasterInfo").data[0]["icon"] == ""


def test_a_stored_file_stays_unless_it_is_taken_away(back_office: Client) -> None:
    category = a_sticker_category(84, icon=ContentFile(PNG, name="party.png"))
    path = f"{CATEGORIES}84/change/"

    edit(back_office, path, name="Renamed")
    assert StickerCategory.objects.get().icon == category.icon
    edit(back_office, path, **{"icon-clear": "on"})
    assert StickerCategory.objects.get().icon.name == ""


def test_a_page_shows_files_with_their_names_and_sizes(back_office: Client) -> None:
    sticker = a_sticker(
        84, preview=ContentFile(GIF, name="a.gif"), package=ContentFile(a_zip(), name="a.zip")
    )

    for path in (f"{CATEGORIES}84/change/", f"{STICKERS}{sticker.pk}/change/"):
        page = back_office.get(path).content.decode()
        assert f'<img class="catalog-thumbnail" src="{sticker.preview.url}"' in page
        assert f'href="{sticker.package.url}"' in page
        assert f"{len(a_zip())} bytes" in page.replace("\xa0", " ")


def test_a_file_that_is_gone_is_said_to_be_missing(back_office: Client) -> None:
    sticker = a_sticker(84, package="materials/packages/gone.zip")

    page = back_office.get(f"{STICKERS}{sticker.pk}/change/").content.decode()
    assert "The file is missing. Upload it again." in page


def test_many_are_published_and_hidden_at_once(back_office: Client, stranger: App) -> None:
    drawers = [a_sticker_category(name=name) for name in ("one", "two", "three")]
    form = {"action": "unpublish", "_selected_action": [row.pk for row in drawers[:2]]}

    page: Any = back_office.post(CATEGORIES, form, follow=True)
    assert "2 are hidden now." in page.content.decode()
    assert [row["name"] for row in stranger.get("/resource/getPasterInfo").data] == ["three"]
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Unpublished."] * 2

    back_office.post(CATEGORIES, {**form, "action": "publish"})
    assert len(stranger.get("/resource/getPasterInfo").data) == 3


def test_an_operator_looks_at_the_page_that_apps_open(back_office: Client) -> None:
    a_sticker(84)

    assert f'href="{CATEGORIES}84/phone/"' in back_office.get(CATEGORIES).content.decode()
    page = back_office.get(f"{CATEGORIES}84/phone/").content.decode()
    assert '<iframe src="/?id=84"' in page
    assert Client().get("/?id=84").headers["X-Frame-Options"] == "SAMEORIGIN"
    assert back_office.get(f"{CATEGORIES}85/phone/").status_code == 404


def test_the_phone_says_why_apps_show_nothing(back_office: Client) -> None:
    a_sticker_category(84, is_published=False)

    page = back_office.get(f"{CATEGORIES}84/phone/").content.decode()
    assert "It is not published, so apps don't show it." in page


def test_an_id_may_be_brought_along_from_another_server(back_office: Client, stranger: App) -> None:
    form = {**filled_in(back_office.get(f"{CATEGORIES}add/")), "name": "Party", "new_id": 84}

    assert back_office.post(f"{CATEGORIES}add/", form).status_code == 302
    assert stranger.get("/resource/getPasterInfo").data[0]["id"] == 84
    again = back_office.post(f"{CATEGORIES}add/", {**form, "name": "Other"})
    assert "There is one with this id already." in problems(again)
    assert StickerCategory.objects.get().name == "Party"
    back_office.post(f"{CATEGORIES}add/", {**form, "name": "Next", "new_id": ""})
    assert StickerCategory.objects.latest("pk").pk == 85


def test_markup_in_names_stays_text(back_office: Client) -> None:
    sticker = a_sticker(84, name=EVIL, preview='x" onerror="alert(1)', description=EVIL)
    StickerCategory.objects.update(name=EVIL, description=EVIL)

    for path in (CATEGORIES, f"{CATEGORIES}84/change/", f"{CATEGORIES}84/phone/", STICKERS,
                 f"{STICKERS}{sticker.pk}/change/", f"{CATEGORIES}84/history/"):  # fmt: skip
        page = back_office.get(path).content.decode()
        assert EVIL not in page
        assert '" onerror="' not in page


def test_who_only_looks_sees_no_buttons(viewer: Client) -> None:
    sticker = a_sticker(84)

    for path in (CATEGORIES, STICKERS, f"{CATEGORIES}84/change/", f"{STICKERS}{sticker.pk}/change/"):
        page = viewer.get(path).content.decode()
        assert 'name="_save"' not in page
        assert 'type="file"' not in page
        assert "data-switch" not in page
        assert 'value="publish"' not in page
        assert "/import/" not in page
    assert viewer.get(f"{CATEGORIES}84/phone/").status_code == 200
    assert viewer.get(f"{CATEGORIES}import/").status_code == 403
    assert viewer.post(f"{CATEGORIES}84/switch/").status_code == 403
    viewer.post(CATEGORIES, {"action": "unpublish", "_selected_action": [84]})
    assert StickerCategory.objects.get().is_published


def test_a_category_costs_the_same_with_1_and_with_30_packages(back_office: Client) -> None:
    costs = []
    for count in (1, 29):
        for _ in range(count):
            a_sticker(84)
        with CaptureQueriesContext(connection) as queries:
            assert back_office.get(f"{CATEGORIES}84/change/").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_sticker_is_found_in_its_category(back_office: Client) -> None:
    a_sticker(84, name="Balloon")
    a_sticker(85, name="Sun")

    page: Any = back_office.get(STICKERS, {"category__id__exact": 85})
    assert [sticker.name for sticker in page.context["cl"].result_list] == ["Sun"]


def test_a_front_sticker_is_uploaded(back_office: Client, stranger: App) -> None:
    path = "/admin/materials/frontsticker/add/"
    response = edit(
        back_office, path, name="Cat ears", package=upload(a_zip(), "ears.zip"), preview=upload(GIF, "e.gif")
    )

    assert response.status_code == 302
    (found,) = stranger.get("/resource/getFrontPasterList").data
    assert found["name"] == "Cat ears"
    assert found["url"].endswith(".zip")


def test_a_front_sticker_moves_in_the_list(back_office: Client) -> None:
    a_front_sticker(preview=f"{CDN}/ears.gif")
    a_front_sticker(preview=f"{CDN}/ears.mp4")

    page = back_office.get("/admin/materials/frontsticker/").content.decode()
    assert f'src="{CDN}/ears.gif"' in page
    assert f'<video class="catalog-thumbnail" src="{CDN}/ears.mp4"' in page
    assert FrontSticker.objects.count() == 2
