"""Caption categories, their boxes, and the fonts that they are set in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials.models import Caption, CaptionCategory, Font
from tests.admin.files import GIF, a_zip, edit, filled_in, problems, upload
from tests.app import App
from tests.materials.rows import a_caption, a_caption_category, a_font

CATEGORIES = "/admin/materials/captioncategory/"
FONTS = "/admin/materials/font/"

pytestmark = pytest.mark.usefixtures("media")


def test_a_category_is_added_with_a_box_in_a_font(back_office: Client, stranger: App) -> None:
    font = a_font(52)
    form = {**filled_in(back_office.get(f"{CATEGORIES}add/")), "name": "Bubbles", "packages-0-name": "Speech"}
    form |= {"packages-0-font": font.pk, "packages-0-package": upload(a_zip(), "speech.zip")}

    assert back_office.post(f"{CATEGORIES}add/", form).status_code == 302
    category = CaptionCategory.objects.get()
    (box,) = stranger.get("/resource/getTextPasterList", textPasterId=category.pk).data
    assert (box["name"], box["fontId"], box["url"][-4:]) == ("Speech", 52, ".zip")


def test_a_category_costs_the_same_with_1_and_with_30_boxes(back_office: Client) -> None:
    costs = []
    for count in (1, 29):
        for _ in range(count):
            a_caption(189, font=a_font())
        with CaptureQueriesContext(connection) as queries:
            assert back_office.get(f"{CATEGORIES}189/change/").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_new_category_enters_on_top(back_office: Client, stranger: App) -> None:
    a_caption_category(name="Old", sort=46)
    edit(back_office, f"{CATEGORIES}add/", name="New")

    assert [row["name"] for row in stranger.get("/resource/getTextPaster").data] == ["New", "Old"]


def test_boxes_are_ordered_within_their_category(back_office: Client, stranger: App) -> None:
    first, second = a_caption(189, name="First", sort=2), a_caption(189, name="Second", sort=1)
    other = a_caption(190, name="Other", sort=9)
    move = f"/admin/materials/caption/{second.pk}/move/"

    assert back_office.post(move, {"above": first.pk}).status_code == 200
    rows = stranger.get("/resource/getTextPasterList", textPasterId=189).data
    assert [row["name"] for row in rows] == ["Second", "First"]
    assert back_office.post(move, {"above": other.pk}).status_code == 409


def test_captions_are_looked_at_as_apps_show_them(back_office: Client) -> None:
    a_caption_category(189)

    assert (
        '<iframe src="/?type=text&amp;id=189"' in back_office.get(f"{CATEGORIES}189/phone/").content.decode()
    )


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [(b"\x00\x01\x00\x00", "dots.ttf", ".ttf"), (b"OTTO", "dots.ttf", ".otf"), (a_zip(), "dots.mat", ".mat")],
)
def test_a_font_is_a_font_file_or_a_package(
    back_office: Client, content: bytes, name: str, suffix: str
) -> None:
    assert edit(back_office, f"{FONTS}add/", name="Dots", package=upload(content, name)).status_code == 302
    assert str(Font._default_manager.get().package.name).endswith(suffix)


def test_a_font_is_nothing_else(back_office: Client) -> None:
    response = edit(back_office, f"{FONTS}add/", name="Dots", package=upload(GIF, "dots.ttf"))
    assert problems(response) == "dots.ttf is no font or zip archive."


def test_a_font_that_is_deleted_leaves_its_captions(back_office: Client) -> None:
    font = a_font(52)
    a_caption(font=font)

    back_office.post(f"{FONTS}52/delete/", {"post": "yes"})
    assert Caption._default_manager.get().font is None
