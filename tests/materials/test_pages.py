"""Pages that the apps open in a WebView, and people in a browser."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tests.materials.conftest import Get
from tests.materials.rows import CDN, a_caption, a_caption_category, a_sticker, a_sticker_category


def text(response: Any) -> str:
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return str(response.content.decode())


def test_a_category_shows_its_packages(get: Get) -> None:
    a_sticker_category(84, name="Party Time", description="Balloons and cake")
    a_sticker(84, name="Balloons")

    page = text(get("/?id=84"))
    assert "<h1>Party Time</h1>" in page
    assert "Balloons and cake" in page
    assert f'<img src="{CDN}/preview.gif" alt=""> Balloons' in page


def test_captions_are_asked_for_by_type(get: Get) -> None:
    a_sticker_category(7, name="Party")
    a_caption_category(7, name="Bubbles")
    a_caption(7, name="Speech")

    assert "Bubbles" in text(get("/?type=text&id=7"))
    assert "Speech" in text(get("/?type=text&id=7"))
    assert "Party" in text(get("/?id=7"))


def test_pictures_have_absolute_urls(get: Get, media: Path) -> None:
    a_sticker(preview=ContentFile(b"GIF89a", name="balloon.gif"))

    assert '<img src="http://testserver/media/materials/previews/' in text(get("/?id=84"))


def test_without_a_preview_the_icon_is_shown(get: Get) -> None:
    a_sticker(preview="")

    assert f'<img src="{CDN}/icon.png"' in text(get("/?id=84"))


def test_markup_in_names_stays_text(get: Get) -> None:
    evil = "<script>alert(1)</script>"
    a_sticker_category(84, name=evil, description=evil)
    a_sticker(84, name=evil, preview='x" onerror="alert(1)')

    page = text(get("/?id=84"))
    assert "<script" not in page
    assert 'onerror="' not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4


def test_what_is_not_published_is_not_shown(get: Get) -> None:
    a_sticker(84, name="hidden", is_published=False)

    assert "hidden" not in text(get("/?id=84"))
    assert "Nothing here yet." in text(get("/?id=84"))


@pytest.mark.parametrize("asked", ["85", "86", "0", "x", "-1", "9" * 40, "84'", "٨٤"])
def test_a_category_that_is_not_there_is_404(get: Get, asked: str) -> None:
    a_sticker(84, name="Balloons")
    a_sticker_category(85, is_published=False)

    for path in (f"/?id={asked}", f"/?type=text&id={asked}"):
        page = get(path)
        assert page.status_code == 404
        assert "This category is not here any more." in text(page)
        assert "Balloons" not in text(page)


def test_a_preview_costs_two_queries(get: Get, django_assert_num_queries: Any) -> None:
    for _ in range(20):
        a_sticker(84)

    with django_assert_num_queries(2):
        get("/?id=84")


@pytest.mark.parametrize("path", ["/", "/?id=", "/?type=text"])
def test_the_front_page_leads_to_the_documentation_and_the_back_office(get: Get, path: str) -> None:
    page = text(get(path))

    assert 'href="/api/docs/"' in page
    assert 'href="/admin/"' in page


def test_the_apps_show_whose_the_music_is(get: Get) -> None:
    page = get("/td.html")

    assert page.status_code == 200
    assert "<h1>Music copyright</h1>" in text(page)
