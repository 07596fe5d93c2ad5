"""The back office: every model of it opens, costs the same for many rows, and shows no secret."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from accounts.models import AccessToken, Staff, User
from callbacks.models import Receipt
from materials.models import Caption, CaptionCategory, Font, FrontSticker, Mv, Sticker, StickerCategory
from music.models import Track
from tests.admin.files import a_zip, upload
from tests.admin.pages import text
from tests.app import App
from tests.materials.rows import (
    a_caption,
    a_caption_category,
    a_font,
    a_front_sticker,
    a_sticker,
    a_sticker_category,
    an_mv,
)
from tests.music.rows import a_track
from tests.videos.rows import a_rendition, a_video, recommended
from videos import tasks
from videos.models import Recommendation, Snapshot, Video

Make = Callable[[int], Any]


def a_user(number: int) -> User:
    return User.objects.create_user(f"user-{number}", nickname=f"Nick {number}")


def a_colleague(number: int) -> User:
    return User.objects.create_user(f"colleague-{number}", nickname=f"Nick {number}", is_staff=True)


def a_change(number: int) -> None:
    LogEntry.objects.log_actions(
        a_colleague(number).pk, [a_video(None, title=f"Video {number}")], CHANGE, "Approved."
    )


def a_full_video(number: int) -> Video:
    video = a_video(a_user(number), title=f"Video {number}")
    a_rendition(video, f"job-{number}")
    Snapshot.objects.create(video=video, number=1, url="http://cdn.example.com/1.jpg")
    return video


def a_receipt(number: int) -> Receipt:
    return Receipt.objects.create(
        digest=f"{number:064}", event_type="SnapshotComplete", vod_id=f"{number:032}", body="{}"
    )


# What an operator may look for, and how a row is made that is found by it.
MODELS: dict[type[Model], tuple[Make, str]] = {
    User: (a_user, "Nick 7"),
    Group: (lambda number: Group.objects.create(name=f"Group {number}"), "Group 7"),
    Staff: (a_colleague, "Nick 7"),
    LogEntry: (a_change, "Video 7"),
    Video: (a_full_video, "Video 7"),
    Recommendation: (lambda number: recommended(1, a_user(number)), "Sea at dawn"),
    Receipt: (a_receipt, f"{7:032}"),
    StickerCategory: (lambda number: a_sticker_category(name=f"Drawer {number}"), "Drawer 7"),
    CaptionCategory: (lambda number: a_caption_category(name=f"Drawer {number}"), "Drawer 7"),
    Sticker: (lambda number: a_sticker(number + 1, name=f"Sticker {number}", font=a_font()), "Sticker 7"),
    Caption: (lambda number: a_caption(number + 1, name=f"Box {number}", font=a_font()), "Box 7"),
    FrontSticker: (lambda number: a_front_sticker(name=f"Ears {number}"), "Ears 7"),
    Font: (lambda number: a_font(name=f"Font {number}"), "Font 7"),
    Mv: (lambda number: an_mv(name=f"Mv {number}"), "Mv 7"),
    Track: (lambda number: a_track(music_id=f"Q{10000 + number}", title=f"Song {number}"), "Song 7"),
    DBTaskResult: (lambda number: tasks.process.enqueue(str(number)), ""),
}
NOT_MADE_HERE = {User, LogEntry, Video, Receipt, DBTaskResult}
# A page that shows some of its model's rows only.
LISTED: dict[type[Model], dict[str, bool]] = {User: {"is_staff": False}, Staff: {"is_staff": True}}
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def path(model: type[Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def shown(response: Any) -> int:
    return int(response.context["cl"].result_count)


def test_every_model_of_the_back_office_is_proven_here() -> None:
    assert set(admin.site._registry) == set(MODELS)


def test_the_front_page_opens(back_office: Client) -> None:
    assert back_office.get("/admin/").status_code == 200


@each_model
def test_a_list_opens_and_costs_the_same_for_1_and_for_20_rows(
    back_office: Client, model: type[Model]
) -> None:
    make, _ = MODELS[model]
    back_office.get(path(model))
    costs = []
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            make(number)
        with CaptureQueriesContext(connection) as queries:
            response: Any = back_office.get(path(model))
        assert response.status_code == 200
        assert shown(response) == model._default_manager.filter(**LISTED.get(model, {})).count()
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


@each_model
def test_an_operator_finds_a_row(back_office: Client, model: type[Model]) -> None:
    make, words = MODELS[model]
    for number in (6, 7):
        make(number)

    found: Any = back_office.get(path(model), {"q": words})
    assert found.status_code == 200
    if words:
        assert shown(found) >= 1
        assert shown(back_office.get(path(model), {"q": "no such thing"})) == 0


@each_model
def test_a_row_opens(back_office: Client, model: type[Model]) -> None:
    make, _ = MODELS[model]
    make(0)

    row = model._default_manager.latest("pk")
    assert back_office.get(f"{path(model)}{row.pk}/change/").status_code == 200


@each_model
def test_an_operator_adds_rows_where_there_is_something_to_add(
    back_office: Client, model: type[Model]
) -> None:
    expected = 403 if model in NOT_MADE_HERE else 200

    assert back_office.get(f"{path(model)}add/").status_code == expected


@each_model
@pytest.mark.parametrize("app_user", [True, False])
def test_only_operators_come_in(client: Client, alice: User, model: type[Model], *, app_user: bool) -> None:
    if app_user:
        client.force_login(alice)

    response: Any = client.get(path(model))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


def test_no_page_shows_a_tokens_digest_or_a_password(
    back_office: Client, alice: User, alice_app: App
) -> None:
    alice.set_password("correct-horse-7")
    alice.save()
    token = AccessToken.objects.get()

    for page in (path(User), f"{path(User)}{alice.pk}/change/"):
        text = back_office.get(page).content.decode()
        assert token.digest not in text
        assert alice_app.token not in text
        assert alice.password not in text


def test_an_operator_uploads_a_sticker_that_apps_download(back_office: Client, stranger: App) -> None:
    category = a_sticker_category(84)
    form = {
        "name": "Balloon",
        "category": category.pk,
        "package": upload(a_zip(), "balloon.zip"),
        "sort": 1,
        "is_published": "on",
        "created_at_0": "2026-03-01",
        "created_at_1": "08:00:00",
        "duration": 0,
        "aspect": 0,
    }
    response = back_office.post(f"{path(Sticker)}add/", form)
    assert response.status_code == 302

    (row,) = stranger.get("/resource/getPasterList", pasterId=84).data
    assert row["url"].startswith("http://testserver/media/materials/packages/")


def test_an_url_that_is_kept_survives_an_edit(back_office: Client, stranger: App) -> None:
    font = a_font(52)
    page: Any = back_office.get(f"{path(Font)}52/change/")
    form = {**page.context["adminform"].form.initial, "name": "Renamed", "sort": 3}
    form |= {"created_at_0": "2026-03-01", "created_at_1": "08:00:00"}
    for name in ("icon", "banner", "package", "created_at"):
        form.pop(name)

    assert back_office.post(f"{path(Font)}52/change/", form).status_code == 302
    data = stranger.get("/resource/getFont", fontId=52).data
    assert (data["name"], data["url"], data["icon"]) == ("Renamed", font.package.url, font.icon.url)


def test_an_operator_orders_and_hides_in_the_list(back_office: Client, stranger: App) -> None:
    a_font(51, name="Pixel", sort=1), a_font(52, name="Dots", sort=9), a_font(53, name="Lines", sort=5)
    assert back_office.post(f"{path(Font)}51/move/", {"above": 52}).status_code == 200
    assert back_office.post(f"{path(Font)}53/switch/").status_code == 200
    assert [font["name"] for font in stranger.get("/resource/getFont").data] == ["Pixel", "Dots"]


def test_an_empty_list_invites_nobody_to_what_they_may_not(back_office: Client, viewer: Client) -> None:
    empty, log = text(back_office.get("/admin/music/track/")), text(back_office.get("/admin/admin/logentry/"))

    assert "There is nothing here yet." in empty
    assert "Add track" in empty
    assert "There is nothing here yet." in log
    for page in (log, text(viewer.get("/admin/music/track/"))):
        assert "Add track" not in page
        assert "Create a new item" not in page
        assert "Reset filters" not in page


@pytest.mark.parametrize("query", ["q=x", "is_published__exact=1"])
def test_a_list_that_is_empty_for_its_filters_offers_to_reset_them(viewer: Client, query: str) -> None:
    page = text(viewer.get(f"/admin/music/track/?{query}"))

    assert "Nothing here matches." in page
    assert "Reset filters" in page


def test_ids_have_their_name_in_chinese(back_office: Client) -> None:
    an_mv()
    page = text(back_office.get("/admin/materials/mv/", headers={"Accept-Language": "zh-CN"}))

    header = page[page.index("<thead") : page.index("</thead")]
    assert ">ID<" in re.sub(r"\s", "", header)
    assert ">Id<" not in re.sub(r"\s", "", header)
