"""Tracks in OSS: they play through addresses of OSS itself, which end at `expireTime`."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client

from music import paths
from music.models import Track
from tests.app import App
from tests.music.rows import a_track
from tests.storage import oss as cloud
from tests.storage.conftest import Open
from tests.storage.oss import Oss

SOUND = b"ID3" + bytes(range(250))
NOW = datetime(2026, 7, 10, 8, 0, 0, 700_000, tzinfo=UTC)
PATH = "/music/getPlayPath"


@pytest.fixture
def track(db: None, oss: Oss) -> Track:
    return a_track(audio=ContentFile(SOUND, name="tide.mp3"))


@pytest.fixture
def path(stranger: App, track: Track) -> str:
    """What the app got at NOW."""
    with time_machine.travel(NOW, tick=False):
        url: str = stranger.get(PATH, musicId="Q10001").data["playPath"]
    return url


def test_a_player_plays_it_in_parts(path: str, open_url: Open) -> None:
    with time_machine.travel(NOW, tick=False):
        whole = open_url(path)
        first = open_url(path, Range="bytes=0-1")
        rest = open_url(path, Range="bytes=100-")

    assert (whole.status, whole.body) == (200, SOUND)
    assert whole.headers["Content-Type"] == "audio/mpeg"
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert (first.status, first.body) == (206, SOUND[:2])
    assert first.headers["Content-Range"] == f"bytes 0-1/{len(SOUND)}"
    assert (rest.status, rest.body) == (206, SOUND[100:])


def test_the_address_is_at_our_domain(path: str, oss: Oss) -> None:
    assert path.startswith(f"http://music.localhost:{oss.port}/music/")


def test_it_plays_until_expire_time_and_no_longer(
    stranger: App, track: Track, open_url: Open, path: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        expires = int(stranger.get(PATH, musicId="Q10001").data["expireTime"])
    assert expires == int(NOW.timestamp()) + 3600

    end = datetime.fromtimestamp(expires, UTC)
    with time_machine.travel(end - timedelta(milliseconds=1), tick=False):
        assert open_url(path).status == 200
    for late in (end, end + timedelta(days=1)):
        with time_machine.travel(late, tick=False):
            assert open_url(path).status == 403


@pytest.mark.parametrize(
    "forged",
    [
        {"x-oss-expires": "7200"},
        {"x-oss-date": "20260710T083000Z"},
        {"x-oss-credential": f"{cloud.KEY_ID}/20260711/{cloud.REGION}/oss/aliyun_v4_request"},
        {"x-oss-signature": "0" * 64},
        {"response-content-type": "text/html"},
    ],
    ids=str,
)
def test_it_can_be_neither_extended_nor_bent(path: str, open_url: Open, forged: dict[str, str]) -> None:
    address, _, query = path.partition("?")
    with time_machine.travel(NOW, tick=False):
        assert open_url(f"{address}?{urlencode({**dict(parse_qsl(query)), **forged})}").status == 403


def test_it_opens_no_other_file(path: str, oss: Oss, open_url: Open) -> None:
    oss.objects[cloud.PRIVATE, "music/other.mp3"] = next(iter(oss.objects.values()))
    query = path.partition("?")[2]

    with time_machine.travel(NOW, tick=False):
        assert open_url(f"http://music.localhost:{oss.port}/music/other.mp3?{query}").status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_it_changes_nothing(path: str, oss: Oss, open_url: Open, method: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert open_url(path, method).status == 403
    assert len(oss.objects) == 1


def test_unsigned_there_is_nothing_to_read(path: str, open_url: Open) -> None:
    assert open_url(path.partition("?")[0]).status == 403


def test_handing_out_an_address_asks_oss_nothing(stranger: App, track: Track, oss: Oss) -> None:
    oss.asked.clear()
    stranger.get(PATH, musicId="Q10001")

    assert not oss.asked


def test_it_plays_in_the_back_office(back_office: Client, track: Track, open_url: Open) -> None:
    assert open_url(track.audio.url).body == SOUND


def test_a_track_that_is_withdrawn_gets_no_address(stranger: App, track: Track) -> None:
    Track.objects.update(is_published=False)

    assert stranger.get(PATH, musicId="Q10001").data == {"playPath": "", "expireTime": ""}


def test_our_own_server_plays_nothing_of_it(stranger: App, track: Track) -> None:
    expires = 99999999999
    signature = paths.signer().signature(f"Q10001:{expires}")
    assert stranger.client.get(f"/music/play/Q10001/{expires}/{signature}").status_code == 404
