"""MVs with a package for each shape of the picture."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from materials.models import Mv, MvAspect
from tests.admin.files import MP4, PNG, a_zip, edit, filled_in, problems, upload
from tests.app import App
from tests.materials.rows import CDN, an_mv

MVS = "/admin/materials/mv/"

pytestmark = pytest.mark.usefixtures("media")


def aspects(app: App) -> list[tuple[int, str, str]]:
    (mv,) = app.get("/resource/getMv").data
    return [(one["aspect"], one["download"][-4:], one["md5"]) for one in mv["aspectList"]]


def test_an_mv_is_added_with_its_three_shapes(back_office: Client, stranger: App) -> None:
    page: Any = back_office.get(f"{MVS}add/")
    for shape in ("1:1", "4:3", "16:9"):
        assert f"<strong>{shape}</strong>" in page.content.decode()
    form = {**filled_in(page), "name": "Relax", "duration": 4, "preview_video": upload(MP4, "relax.mp4")}
    form |= {f"aspects-{number}-package": upload(a_zip(str(number)), f"{number}.zip") for number in range(3)}

    assert back_office.post(f"{MVS}add/", form).status_code == 302
    digests = [hashlib.md5(a_zip(str(number))).hexdigest() for number in range(3)]  # noqa: S324 - as apps check it
    assert aspects(stranger) == [(number, ".zip", digests[number - 1]) for number in (1, 2, 3)]
    assert stranger.get("/resource/getMv").data[0]["previewMp4"].endswith(".mp4")


def test_a_shape_may_come_later(back_office: Client, stranger: App) -> None:
    page = back_office.get(f"{MVS}add/")
    back_office.post(
        f"{MVS}add/", {**filled_in(page), "name": "Relax", "aspects-1-package-url": f"{CDN}/b.zip"}
    )
    assert aspects(stranger) == [(2, ".zip", "")]

    path = f"{MVS}{Mv.objects.get().pk}/change/"
    assert edit(back_office, path, **{"aspects-1-package-url": f"{CDN}/a.zip"}).status_code == 302
    assert aspects(stranger) == [(1, ".zip", ""), (2, ".zip", "")]


def test_a_package_that_is_replaced_gets_its_own_md5(back_office: Client, stranger: App) -> None:
    path = f"{MVS}{an_mv().pk}/change/"

    edit(back_office, path, **{"aspects-2-package": upload(a_zip(), "wide.zip")})
    digest = hashlib.md5(a_zip()).hexdigest()  # noqa: S324 - as apps check it
    assert aspects(stranger) == [(1, ".zip", ""), (2, ".zip", ""), (3, ".zip", digest)]

    edit(back_office, path, **{"aspects-2-package-url": f"{CDN}/elsewhere.zip"})
    assert aspects(stranger)[2] == (3, ".zip", "")


def test_a_shape_is_taken_away(back_office: Client, stranger: App) -> None:
    edit(back_office, f"{MVS}{an_mv().pk}/change/", **{"aspects-0-DELETE": "on"})

    assert [aspect for aspect, *_ in aspects(stranger)] == [2, 3]


def test_nothing_else_is_a_shape(back_office: Client) -> None:
    path = f"{MVS}{an_mv().pk}/change/"

    response = edit(back_office, path, **{"aspects-0-aspect": 4})
    assert "4 is not one of the available choices." in problems(response)
    assert sorted(MvAspect.objects.values_list("aspect", flat=True)) == [1, 2, 3]


def test_a_preview_has_to_be_a_video(back_office: Client) -> None:
    path = f"{MVS}{an_mv().pk}/change/"

    response = edit(back_office, path, preview_video=upload(PNG, "relax.mp4"))
    assert problems(response) == "relax.mp4 is no MP4 video."


def test_an_mv_plays_on_its_page(back_office: Client) -> None:
    mv = an_mv()

    assert f'<video class="catalog-player" src="{CDN}/relax.mp4"' in (
        back_office.get(f"{MVS}{mv.pk}/change/").content.decode()
    )
    assert "1:1, 4:3, 16:9" in back_office.get(MVS).content.decode()
