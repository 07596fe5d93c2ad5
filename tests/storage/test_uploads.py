"""What operators upload: wherever it is stored, other content has another address."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from materials.models import Font
from music.models import Track
from tests.app import App
from tests.materials.rows import a_font, a_sticker
from tests.music.rows import a_track
from tests.storage import oss as cloud
from tests.storage.conftest import Open
from tests.storage.oss import Oss


def a_package(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("config.json"), text)
    return packed.getvalue()


PACKAGE, OTHER = a_package("{}"), a_package("[]")
FONT = "/admin/materials/font/"


def name_of(content: bytes, folder: str = "materials/packages", suffix: str = ".zip") -> str:
    return f"{folder}/{hashlib.sha256(content).hexdigest()[:32]}{suffix}"


def a_form(content: bytes, file_name: str = "Pixel Font (1).ZIP") -> dict[str, Any]:
    form = {"name": "Pixel", "sort": 1, "level": 1, "is_published": "on"}
    form |= {"created_at_0": "2026-03-01", "created_at_1": "08:00:00"}
    return {**form, "package": ContentFile(content, name=file_name)}


def url_of_font(app: App) -> str:
    url: str = app.get("/resource/getFont", fontId=52).data["url"]
    return url


def test_an_upload_lands_in_oss(back_office: Client, stranger: App, oss: Oss, open_url: Open) -> None:
    a_font(52)
    assert back_office.post(f"{FONT}52/change/", a_form(PACKAGE)).status_code == 302

    url = url_of_font(stranger)
    assert url == f"http://cdn.localhost:{oss.port}/{name_of(PACKAGE)}"
    answer = open_url(url)
    assert (answer.status, answer.body) == (200, PACKAGE)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert oss.uploads() == [f"PUT {cloud.MEDIA}/{name_of(PACKAGE)}"]


def test_an_upload_lands_on_the_disk(back_office: Client, stranger: App, media: Path) -> None:
    a_font(52)
    assert back_office.post(f"{FONT}52/change/", a_form(PACKAGE)).status_code == 302

    assert url_of_font(stranger) == f"http://testserver/media/{name_of(PACKAGE)}"
    assert (media / name_of(PACKAGE)).read_bytes() == PACKAGE


def test_the_requests_host_is_not_in_an_address(back_office: Client, oss: Oss, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    a_font(52)
    back_office.post(f"{FONT}52/change/", a_form(PACKAGE), headers={"host": "evil.example.com"})

    answer: Any = Client().get("/resource/getFont", {"fontId": 52}, headers={"host": "evil.example.com"})
    assert answer.json()["data"]["url"].startswith("http://cdn.localhost")


@pytest.mark.parametrize("where", ["oss", "media"])
def test_a_replaced_file_has_another_address(
    back_office: Client, stranger: App, where: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(where)
    a_font(52)
    urls = []
    for content in (PACKAGE, OTHER, PACKAGE):
        back_office.post(f"{FONT}52/change/", a_form(content))
        urls.append(url_of_font(stranger))

    first, second, again = urls
    assert first == again != second
    assert default_storage.exists(name_of(OTHER)), "Apps may still load what was replaced."


def two_stickers() -> None:
    for name in ("one.zip", "two.zip"):
        assert a_sticker(package=ContentFile(PACKAGE, name=name)).package.name == name_of(PACKAGE)


def test_the_same_file_is_stored_once(db: None, media: Path) -> None:
    two_stickers()

    assert [file.name for file in (media / "materials/packages").iterdir()] == [Path(name_of(PACKAGE)).name]


def test_the_same_file_is_sent_to_oss_once(db: None, oss: Oss) -> None:
    two_stickers()

    assert len(oss.uploads()) == 1


def test_a_seeded_file_and_an_upload_are_one(db: None, media: Path, tmp_path: Path) -> None:
    picture = b"GIF89a" + bytes(20)
    (tmp_path / "pixel.GIF").write_bytes(picture)
    manifest = {"fonts": [{"id": 52, "name": "Pixel", "icon": "pixel.GIF"}]}
    (tmp_path / "catalog.json").write_text(json.dumps(manifest))
    call_command("seed_materials", tmp_path, verbosity=0)

    name = name_of(picture, "materials/icons", ".gif")
    assert Font.objects.get().icon.name == name
    assert a_sticker(icon=ContentFile(picture, name="Pixel.gif")).icon.name == name


def test_half_a_file_is_replaced(db: None, media: Path) -> None:
    half = media / name_of(PACKAGE)
    half.parent.mkdir(parents=True)
    half.write_bytes(PACKAGE[:5])

    assert a_sticker(package=ContentFile(PACKAGE, name="one.zip")).package.name == name_of(PACKAGE)
    assert half.read_bytes() == PACKAGE


@pytest.mark.parametrize("storage", [FileSystemStorage, InMemoryStorage])
def test_a_race_leaves_no_random_name(
    db: None, media: Path, monkeypatch: pytest.MonkeyPatch, storage: type[FileSystemStorage]
) -> None:
    """Somebody stores the same content between our look and our writing."""
    store = storage()
    monkeypatch.setattr(Font._meta.get_field("package"), "storage", store)
    store.save(name_of(PACKAGE), ContentFile(PACKAGE))
    looks = iter([False])
    exists = store.exists
    monkeypatch.setattr(store, "exists", lambda name: next(looks, None) is not False and exists(name))

    assert a_font(package=ContentFile(PACKAGE, name="a.zip")).package.name == name_of(PACKAGE)
    assert store.listdir("materials/packages")[1] == [Path(name_of(PACKAGE)).name]


def test_a_large_upload_that_lies_in_a_temporary_file(db: None, media: Path) -> None:
    upload = TemporaryUploadedFile("big.zip", "application/zip", len(PACKAGE), None)
    upload.write(PACKAGE)

    assert a_sticker(package=upload).package.name == name_of(PACKAGE)
    upload.close()
    assert (media / name_of(PACKAGE)).read_bytes() == PACKAGE


def test_a_track_is_named_after_its_sound(db: None, oss: Oss) -> None:
    track = a_track(audio=ContentFile(b"ID3", name="My Song.MP3"), cover=ContentFile(b"PNG", name="c.png"))

    track = Track.objects.get(pk=track.pk)
    assert track.audio.name == name_of(b"ID3", "music", ".mp3")
    assert oss.objects[cloud.PRIVATE, str(track.audio.name)].headers == {
        "Content-Type": "audio/mpeg",
        "Cache-Control": "private, no-store",
    }
    assert track.cover.url == f"http://cdn.localhost:{oss.port}/{name_of(b'PNG', 'music/covers', '.png')}"


@pytest.mark.parametrize(
    ("uploaded", "suffix"),
    [("a.tar.gz", ".gz"), ("none", ""), ("../../etc/passwd.zip", ".zip"), ("贴纸.Zip", ".zip"), (".zip", "")],
)
def test_of_an_uploads_name_only_the_kind_is_kept(db: None, media: Path, uploaded: str, suffix: str) -> None:
    font = a_font()
    font.package.save(uploaded, ContentFile(PACKAGE))

    assert font.package.name == name_of(PACKAGE, suffix=suffix)
    assert Font.objects.get(pk=font.pk).package.name == font.package.name


def test_an_url_is_kept_as_it_is(db: None, oss: Oss) -> None:
    font = a_font(package="https://elsewhere.example.com/a.zip")

    assert font.package.url == "https://elsewhere.example.com/a.zip"
    assert not oss.asked
