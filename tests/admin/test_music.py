"""Tracks with their audio, which only signed paths and operators play."""

import json
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import User
from music.models import Track
from tests.admin.files import MP3, MP4, PNG, edit, filled_in, problems, upload
from tests.admin.pages import told
from tests.app import App
from tests.music.rows import a_track

TRACKS = "/admin/music/track/"
SAMPLE = Path(__file__).parent.parent.parent / "music" / "sample"
CATALOG = json.loads((SAMPLE / "catalog.json").read_text())

pytestmark = pytest.mark.usefixtures("media")


def a_wav(*, seconds: int) -> bytes:
    content = BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(8000 * seconds))
    return content.getvalue()


def heard(client: Client, path: str, **headers: str) -> bytes:
    response: Any = client.get(path, headers=headers)
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("is_published", [True, False])
def test_an_operator_hears_a_track(back_office: Client, *, is_published: bool) -> None:
    track = a_track(audio=ContentFile(MP3, name="tide.mp3"), is_published=is_published)
    listen = f"{TRACKS}{track.pk}/listen/"

    for page in (TRACKS, f"{TRACKS}{track.pk}/change/"):
        assert f'<audio class="catalog-audio" src="{listen}"' in back_office.get(page).content.decode()
    assert heard(back_office, listen) == MP3
    assert heard(back_office, listen, Range="bytes=0-2") == b"ID3"
    assert back_office.head(listen).headers["Cache-Control"].startswith("private, no-store")


def test_nobody_else_hears_what_is_not_published(client: Client, alice: User, viewer: Client) -> None:
    track = a_track(audio=ContentFile(MP3, name="tide.mp3"), is_published=False)
    listen = f"{TRACKS}{track.pk}/listen/"

    assert heard(viewer, listen) == MP3
    for logged_in in (False, True):
        if logged_in:
            client.force_login(alice)
        assert client.get(listen).status_code == 302
    staff = User.objects.create_user("sam", is_staff=True)
    client.force_login(staff)
    assert client.get(listen).status_code == 403


def test_a_track_is_added_and_plays_in_apps(back_office: Client, stranger: App) -> None:
    form = {**filled_in(back_office.get(f"{TRACKS}add/")), "title": "Slow Tide", "artist": "Harbor Glow"}
    form |= {"audio": upload(MP3, "tide.mp3"), "cover": upload(PNG, "tide.png"), "duration": 15}

    assert back_office.post(f"{TRACKS}add/", form).status_code == 302
    (row,) = stranger.get("/music/getRecommendMusic").data["musicList"]
    assert (row["title"], row["artistName"], row["duration"]) == ("Slow Tide", "Harbor Glow", "15")
    assert row["musicId"][-3:].isdecimal()
    path = stranger.get("/music/getPlayPath", musicId=row["musicId"]).data["playPath"]
    assert heard(Client(), path.removeprefix("http://testserver")) == MP3


@pytest.mark.parametrize("typed", ["", "0"])
def test_how_long_it_is_the_audio_says(back_office: Client, typed: str) -> None:
    song = CATALOG["music"][0]
    audio = (SAMPLE / song["audio"]).read_bytes()
    form = {**filled_in(back_office.get(f"{TRACKS}add/")), "title": "Tide", "duration": typed}

    assert back_office.post(f"{TRACKS}add/", {**form, "audio": upload(audio, "a.mp3")}).status_code == 302
    track = Track.objects.get()
    assert track.duration == int(song["duration"])
    with track.audio.open() as kept:
        assert kept.read() == audio


@pytest.mark.parametrize("seconds", [7, 400])
def test_audio_that_is_no_mp3_says_so_too(back_office: Client, seconds: int) -> None:
    """The longer one is more than Django keeps in memory."""
    track = a_track(audio="", duration=0)

    edit(back_office, f"{TRACKS}{track.pk}/change/", audio=upload(a_wav(seconds=seconds), "a.wav"))
    assert Track.objects.get().duration == seconds


def test_what_was_typed_stands(back_office: Client) -> None:
    track = a_track(audio="", duration=0)
    path = f"{TRACKS}{track.pk}/change/"

    edit(back_office, path, audio=upload(a_wav(seconds=7), "a.wav"), duration=9)
    assert Track.objects.get().duration == 9
    edit(back_office, path, title="Ebb")
    assert Track.objects.get().duration == 9


@pytest.mark.parametrize(
    "audio", [MP3, MP4, b"\xff\xf1" + bytes(64), a_wav(seconds=1)[:30], b"OggS" + bytes(9)]
)
def test_audio_that_does_not_say_is_taken_all_the_same(back_office: Client, audio: bytes) -> None:
    track = a_track(audio="", duration=0)

    edited = edit(back_office, f"{TRACKS}{track.pk}/change/", audio=upload(audio, "a.mp3"), duration="")
    assert edited.status_code == 302
    track.refresh_from_db()
    assert track.duration == 0
    with track.audio.open() as kept:
        assert kept.read() == audio


def test_audio_has_no_url_field_and_has_to_be_audio(back_office: Client) -> None:
    track = a_track(audio="")
    path = f"{TRACKS}{track.pk}/change/"

    assert 'name="audio-url"' not in back_office.get(path).content.decode()
    edit(back_office, path, **{"audio-url": "https://cdn.example.com/a.mp3"})
    assert Track.objects.get().audio.name == ""
    assert "x.mp3 is no audio" in problems(edit(back_office, path, audio=upload(PNG, "x.mp3")))
    assert edit(back_office, path, audio=upload(MP4, "x.m4a")).status_code == 302


def test_a_track_without_audio_says_so(back_office: Client) -> None:
    a_track(audio="")

    assert "No audio: apps don&#x27;t get it." in back_office.get(TRACKS).content.decode()


@pytest.mark.parametrize(("published", "warnings"), [("on", 1), ("", 0)])
def test_whoever_publishes_a_track_without_audio_is_warned(
    back_office: Client, published: str, warnings: int
) -> None:
    form = {**filled_in(back_office.get(f"{TRACKS}add/")), "title": "Slow Tide", "is_published": published}

    said = told(back_office.post(f"{TRACKS}add/", form))
    assert said.count("It has no audio yet: apps don't see it until you upload some.") == warnings
    assert len(said) == warnings + 1


def test_the_dashboard_counts_only_tracks_with_audio_as_published(back_office: Client) -> None:
    a_track(audio="")
    a_track(music_id="Q10002")

    page: Any = back_office.get("/admin/")
    (music,) = [stock for stock in page.context["catalogs"] if stock.title == "tracks"]
    assert (music.total, music.published) == (2, 1)


def test_what_apps_know_a_track_by_stays(back_office: Client) -> None:
    track = a_track(music_id="Q10001")

    edit(back_office, f"{TRACKS}{track.pk}/change/", music_id="Q2", title="High Tide")
    track.refresh_from_db()
    assert (track.music_id, track.title) == ("Q10001", "High Tide")


@pytest.mark.parametrize("words", ["tide", "glow", "Harbor Tide", "Q10001"])
def test_a_track_is_found_by_title_artist_or_id(back_office: Client, words: str) -> None:
    a_track()
    a_track(music_id="Q10002", title="Lemon Soda", artist="The Tin Robots")

    page: Any = back_office.get(TRACKS, {"q": words})
    assert [track.title for track in page.context["cl"].result_list] == ["Slow Tide"]


def test_tracks_are_dragged_and_hidden(back_office: Client, stranger: App) -> None:
    first, second = a_track(title="First", sort=2), a_track(music_id="Q2", title="Second", sort=1)
    back_office.post(f"{TRACKS}{second.pk}/move/", {"above": first.pk})

    rows = stranger.get("/music/getRecommendMusic").data["musicList"]
    assert [row["title"] for row in rows] == ["Second", "First"]
    back_office.post(TRACKS, {"action": "unpublish", "_selected_action": [second.pk]})
    rows = stranger.get("/music/getRecommendMusic").data["musicList"]
    assert [row["title"] for row in rows] == ["First"]
    assert LogEntry.objects.count() == 2


def test_an_export_has_no_signed_path(back_office: Client) -> None:
    a_track(audio="music/tide.mp3")

    (row,) = json.loads(back_office.post(f"{TRACKS}export/", {"format": 2}).content)
    assert row["audio"] == "music/tide.mp3"
