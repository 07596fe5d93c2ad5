"""Addresses on a domain that wants signatures (contract/vod.md §J)."""

import hashlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.app import App
from tests.videos.rows import a_video, recommended
from videos.models import Video

KEY = "PrimaryKey2026"
FILE = "http://video.example.com/0a1b/ld.mp4"


@pytest.fixture(autouse=True)
def signing(settings: Settings) -> None:
    settings.VOD_CDN_DOMAIN, settings.VOD_CDN_KEY = "video.example.com", KEY
    settings.VOD_CDN_VALID_SECONDS = 1800


def signed_at(url: str) -> int:
    """Return the time of a signature, which the domain would take, in UNIX seconds."""
    parts = urlsplit(url)
    (value,) = parse_qs(parts.query)["auth_key"]
    stamp, rand, uid, digest = value.split("-")
    text = f"{parts.path}-{stamp}-{rand}-{uid}-{KEY}"
    assert digest == hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return int(stamp)


def test_every_address_of_a_video_is_signed(alice: User, alice_app: App) -> None:
    video = a_video(alice)
    Video.objects.filter(pk=video.pk).update(file_url=FILE, cover_url=FILE, first_frame_url=FILE)

    (row,) = alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"]
    for name in ("fileUrl", "coverUrl", "firstFrameUrl"):
        assert row[name].startswith(f"{FILE}?auth_key=")
        assert abs(signed_at(row[name]) - timezone.now().timestamp()) < 60


def test_an_old_signature_is_replaced_and_other_parameters_stay(alice: User, alice_app: App) -> None:
    video = a_video(alice)
    Video.objects.filter(pk=video.pk).update(file_url=f"{FILE}?auth_key=1-0-0-f00&a=b")

    (row,) = alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"]
    assert row["fileUrl"].startswith(f"{FILE}?a=b&auth_key=")
    assert signed_at(row["fileUrl"]) > 1


def test_other_domains_are_left_alone(alice: User, alice_app: App) -> None:
    video = a_video(alice)
    other = "http://video.example.com.example.org/ld.mp4"
    Video.objects.filter(pk=video.pk).update(file_url=other, cover_url="")

    (row,) = alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"]
    assert (row["fileUrl"], row["coverUrl"]) == (other, "")


def test_a_remembered_feed_signs_anew_at_half_life(alice: User, bob_app: App) -> None:
    (video,) = recommended(1, alice)
    Video.objects.filter(pk=video.pk).update(file_url=FILE)
    start = timezone.now().replace(microsecond=0)

    def signed(after: int) -> int:
        with time_machine.travel(start + timedelta(seconds=after), tick=False):
            feed = bob_app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=10).data
            return signed_at(feed["videoList"][0]["fileUrl"]) - int(start.timestamp())

    assert [signed(0), signed(890), signed(901)] == [0, 0, 901]


def test_without_a_key_nothing_is_signed(alice: User, alice_app: App, settings: Settings) -> None:
    settings.VOD_CDN_KEY = ""
    video = a_video(alice)
    Video.objects.filter(pk=video.pk).update(file_url=FILE)

    (row,) = alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"]
    assert row["fileUrl"] == FILE


def test_operators_see_and_play_them_too(alice: User, back_office: Client) -> None:
    video = a_video(alice)
    Video.objects.filter(pk=video.pk).update(file_url=FILE, cover_url=FILE)

    for page in ("/admin/videos/video/", f"/admin/videos/video/{video.pk}/change/"):
        assert f'src="{FILE}?auth_key=' in back_office.get(page).content.decode()
