"""GET /music/getPlayPath, and the path that it answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from music import paths
from music.models import Track
from tests.app import App
from tests.music.conftest import SOUND
from tests.music.rows import a_track

PATH = "/music/getPlayPath"
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def path_of(app: App, music_id: str) -> str:
    url: str = app.get(PATH, musicId=music_id).data["playPath"]
    return url.removeprefix("http://testserver")


def play(path: str, **headers: str) -> Any:
    response: Any = Client().get(path, headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def test_a_path_plays(stranger: App, track: Track) -> None:
    response = play(path_of(stranger, "Q10001"))

    assert (response.status_code, response.body) == (200, SOUND)
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_player_asks_for_a_part(stranger: App, track: Track) -> None:
    response = play(path_of(stranger, "Q10001"), Range="bytes=3-12")

    assert (response.status_code, response.body) == (206, SOUND[3:13])
    assert response.headers["Content-Range"] == f"bytes 3-12/{len(SOUND)}"


def test_the_path_is_absolute_and_says_when_it_ends(stranger: App, track: Track, settings: Settings) -> None:
    settings.MUSIC_PATH_SECONDS = 600
    with time_machine.travel(NOW, tick=False):
        data = stranger.get(PATH, musicId="Q10001").data

    assert data["expireTime"] == str(int(NOW.timestamp()) + 600)
    assert data["playPath"].startswith(f"http://testserver/music/play/Q10001/{data['expireTime']}/")


def test_the_path_plays_until_its_expire_time_and_no_longer(stranger: App, track: Track) -> None:
    with time_machine.travel(NOW, tick=False):
        path = path_of(stranger, "Q10001")

    end = NOW + timedelta(hours=1)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert play(path).status_code == 200
    for late in (end, end + timedelta(days=1)):
        with time_machine.travel(late, tick=False):
            assert play(path).status_code == 404


def test_a_path_cannot_be_extended(stranger: App, track: Track) -> None:
    *start, expires, signature = path_of(stranger, "Q10001").split("/")

    assert play("/".join([*start, str(int(expires) + 1), signature])).status_code == 404


@pytest.mark.parametrize("expires", ["never", "-1", "0", "1e12", "９９９９", "9" * 5000])
def test_a_moment_that_is_none_plays_nothing(stranger: App, track: Track, expires: str) -> None:
    *start, _, signature = path_of(stranger, "Q10001").split("/")

    assert play("/".join([*start, expires, signature])).status_code == 404


def test_one_tracks_path_plays_no_other(stranger: App, track: Track) -> None:
    a_track(music_id="Q10002", audio=track.audio.name)
    path = path_of(stranger, "Q10001")

    assert play(path.replace("Q10001", "Q10002")).status_code == 404


@pytest.mark.parametrize("signature", ["", "x", "x" * 43, "%00", "签名", "a:b"])
def test_a_forged_path_plays_nothing(track: Track, signature: str) -> None:
    assert play(f"/music/play/Q10001/99999999999/{signature}").status_code == 404


def test_a_colon_in_an_id_moves_no_moment_into_it(db: None) -> None:
    """`A:100` until 200 and `A` until `100:200` sign the same text."""
    a_track(music_id="A:100", audio="music/a.mp3")
    a_track(music_id="A", audio="music/a.mp3")
    signature = paths.signer().signature("A:100:200")

    assert play(f"/music/play/A/100:200/{signature}").status_code == 404


@pytest.mark.parametrize("music_id", ["a b", "轻音乐", "a%2Fb", "a+b", "a?b", "a#b"])
def test_any_id_plays(stranger: App, track: Track, music_id: str) -> None:
    a_track(music_id=music_id, audio=track.audio.name)

    assert play(path_of(stranger, music_id)).status_code == 200


@pytest.mark.parametrize("hidden", [{"is_published": False}, {"audio": ""}], ids=str)
def test_a_track_that_is_withdrawn_stops_playing(stranger: App, track: Track, hidden: dict[str, Any]) -> None:
    path = path_of(stranger, "Q10001")
    Track.objects.update(**hidden)

    assert play(path).status_code == 404
    assert stranger.get(PATH, musicId="Q10001").data == {"playPath": "", "expireTime": ""}


def test_audio_that_is_lost_is_404(stranger: App, track: Track) -> None:
    Track.objects.update(audio="music/lost.mp3")

    assert play(path_of(stranger, "Q10001")).status_code == 404


@pytest.mark.parametrize("unknown", ["T10033153675", "x", "'", "../x"])
def test_an_unknown_track_has_no_path(stranger: App, unknown: str) -> None:
    answer = stranger.get(PATH, musicId=unknown)

    assert answer.ok
    assert answer.data == {"playPath": "", "expireTime": ""}


@pytest.mark.parametrize("sent", [{}, {"musicId": ""}, {"musicId": "x" * 65}], ids=["none", "blank", "long"])
def test_without_a_usable_id_there_is_no_answer(stranger: App, sent: dict[str, str]) -> None:
    answer = stranger.get(PATH, **sent)

    assert (answer.status, answer.code) == (200, "400")


def test_audio_is_not_among_the_public_files(track: Track) -> None:
    for name in (track.audio.name, f"../private/{track.audio.name}", f"private/{track.audio.name}"):
        assert play(f"/media/{name}").status_code == 404
    assert storages["private"].exists(str(track.audio.name))


def test_nobody_keeps_a_copy_of_a_path(stranger: App, track: Track) -> None:
    for music_id in ("Q10001", "unknown", ""):
        assert stranger.get(PATH, musicId=music_id).http.headers["Cache-Control"] == "no-store"


def test_a_form_works_too(stranger: App, track: Track) -> None:
    assert stranger.post(PATH, musicId="Q10001").data["playPath"]


def test_a_path_is_only_for_reading(stranger: App, track: Track) -> None:
    response: Any = Client().post(path_of(stranger, "Q10001"))

    assert response.status_code == 405


def test_no_token_is_looked_at(track: Track) -> None:
    assert App("stale").get(PATH, musicId="Q10001").data["playPath"]
