"""Uploaded files, as the AppServer serves them on one machine."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from qulive.storage import FileOrUrl
from tests.materials.conftest import Get, content
from tests.materials.rows import a_sticker

URL = "/media/materials/digits.zip"


@pytest.fixture(autouse=True)
def digits(media: Path) -> Path:
    file = media / "materials" / "digits.zip"
    file.parent.mkdir()
    file.write_bytes(b"0123456789")
    return file


def test_a_file_is_served_whole_and_kept_for_long(get: Get) -> None:
    response = get(URL)

    assert (response.status_code, content(response)) == (200, b"0123456789")
    assert response.headers["Content-Length"] == "10"
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("asked", "answered", "part"),
    [
        ("bytes=0-0", "bytes 0-0/10", b"0"),
        ("bytes=0-", "bytes 0-9/10", b"0123456789"),
        ("bytes=3-5", "bytes 3-5/10", b"345"),
        ("bytes=9-9", "bytes 9-9/10", b"9"),
        ("bytes=7-99", "bytes 7-9/10", b"789"),
        ("bytes=-1", "bytes 9-9/10", b"9"),
        ("bytes=-3", "bytes 7-9/10", b"789"),
        ("bytes=-99", "bytes 0-9/10", b"0123456789"),
    ],
)
def test_a_player_asks_for_a_part(get: Get, asked: str, answered: str, part: bytes) -> None:
    response = get(URL, Range=asked)

    assert (response.status_code, content(response)) == (206, part)
    assert response.headers["Content-Range"] == answered
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=99-"])
def test_beyond_the_end_there_is_nothing(get: Get, asked: str) -> None:
    response = get(URL, Range=asked)

    assert (response.status_code, content(response)) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */10"


@pytest.mark.parametrize("asked", ["bytes", "bytes=", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=-"])
def test_a_range_that_makes_no_sense_is_ignored(get: Get, asked: str) -> None:
    response = get(URL, Range=asked)

    assert (response.status_code, content(response)) == (200, b"0123456789")


def test_an_empty_file_has_no_first_byte(get: Get, digits: Path) -> None:
    digits.write_bytes(b"")

    assert content(get(URL)) == b""
    assert get(URL, Range="bytes=0-0").status_code == 416


def test_a_head_tells_the_length_of_a_part(client: Client, db: None) -> None:
    response: Any = client.head(URL, headers={"Range": "bytes=3-5"})

    assert (response.status_code, content(response)) == (206, b"")
    assert response.headers["Content-Length"] == "3"


def test_what_an_app_has_is_not_sent_again(get: Get) -> None:
    first = get(URL)
    content(first)

    again = get(URL, If_None_Match=first.headers["ETag"])
    assert (again.status_code, content(again)) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_file_runs_no_script(get: Get, digits: Path) -> None:
    (digits.parent / "page.html").write_text("<script>alert(1)</script>")

    response = get("/media/materials/page.html")
    content(response)
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/media/materials/nothing.zip",
        "/media/materials/digits.zip/more",
        "/media/materials",
        "/media/materials/",
        "/media/",
        "/media/.",
        "/media/../secret.txt",
        "/media/materials/../../secret.txt",
        "/media/%2e%2e/secret.txt",
        "/media/..%2fsecret.txt",
        "/media//etc/passwd",
        "/media/%2fetc%2fpasswd",
        "/media/a%00b",
        "/media/" + "a" * 300,
    ],
)
def test_there_is_no_way_out_and_no_listing(get: Get, media: Path, path: str) -> None:
    (media.parent / "secret.txt").write_text("secret")

    response = get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "404"


def test_files_are_read_only(client: Client, db: None, digits: Path) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert client.generic(method, URL).status_code == 405
    assert digits.exists()


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("", ""),
        ("http://cdn.example.com/a b.png", "http://cdn.example.com/a b.png"),
        ("https://cdn.example.com/a.png?x=1", "https://cdn.example.com/a.png?x=1"),
        ("materials/a b.png", "http://testserver/media/materials/a%20b.png"),
        ("materials/贴纸.png", "http://testserver/media/materials/%E8%B4%B4%E7%BA%B8.png"),
    ],
)
def test_a_file_or_an_url_has_an_absolute_url(db: None, name: str, url: str) -> None:
    icon = a_sticker(icon=name).icon

    assert isinstance(icon, FileOrUrl)
    assert icon.url == url
