from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import CLIPS, put
from tests.credentials.conftest import Door, calls, unpacked
from videos.models import Video

OPERATION = "refreshVideoUploadAuth"
DAY = timedelta(hours=24)


@pytest.fixture
def started(door: Door) -> Any:
    """The credential of an upload that began at this door."""
    return door("getVideoUploadAuth", title="Cat", fileName="cat.mp4").data


@pytest.fixture
def alices(vod: Door) -> Any:
    """The credential of an upload that Alice began."""
    return vod("getVideoUploadAuth", title="Cat", fileName="cat.mp4").data


def test_a_fresh_credential_is_for_the_same_file(door: Door, started: Any) -> None:
    data = door(OPERATION, videoId=started["videoId"]).data

    assert set(data) == {"uploadAddress", "uploadAuth"}
    assert unpacked(data["uploadAddress"]) == unpacked(started["uploadAddress"])
    assert unpacked(data["uploadAuth"])["AccessKeyId"] != unpacked(started["uploadAuth"])["AccessKeyId"]


def test_a_file_goes_up_with_it(door: Door, started: Any) -> None:
    data = door(OPERATION, videoId=started["videoId"]).data
    put(data, (CLIPS / "sunrise.mp4").read_bytes())

    assert Media.objects.get().arrived


def test_a_form_works_too(door: Door, started: Any) -> None:
    assert door.post(OPERATION, videoId=started["videoId"]).ok


def test_nobody_keeps_a_copy(door: Door, started: Any) -> None:
    answer = door(OPERATION, videoId=started["videoId"])

    assert answer.http.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("video_id", ["", "unknown", "0" * 32, "../etc", "a b", "x" * 65, "'"])
def test_what_is_no_upload_is_refused_before_the_cloud_is_asked(door: Door, video_id: str) -> None:
    answer = door(OPERATION, videoId=video_id)

    assert answer.code in ("400", "404")
    assert answer.message
    assert calls() == 0


def test_the_android_app_refreshes_without_its_token(stranger: App, alices: Any) -> None:
    answer = stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"], PACKAGE_NAME="com.aliyun")

    assert answer.ok


def test_a_token_that_is_sent_has_to_be_good(alices: Any) -> None:
    answer = App("stale").get(f"/vod/{OPERATION}", videoId=alices["videoId"])

    assert (answer.code, answer.message) == ("403", "Please log in the system!")


def test_anothers_token_refreshes_nothing(bob_app: App, alices: Any) -> None:
    before = calls()

    assert bob_app.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).code == "404"
    assert calls() == before


def test_without_a_token_it_is_over_after_a_day(stranger: App, vod: Door, alices: Any) -> None:
    born = Video.objects.get().created_at

    with time_machine.travel(born + DAY - timedelta(seconds=2)):
        assert stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).ok
    with time_machine.travel(born + DAY + timedelta(seconds=2)):
        assert stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).code == "404"
        assert vod(OPERATION, videoId=alices["videoId"]).ok


@pytest.mark.parametrize("prefix", ["/vod", "/demo"])
def test_without_a_token_it_is_over_once_the_file_is_there(stranger: App, own: Video, prefix: str) -> None:
    assert stranger.get(f"{prefix}/{OPERATION}", videoId=own.vod_id).code == "404"


def test_without_a_token_it_is_over_once_it_is_published(stranger: App, vod: Door, alices: Any) -> None:
    vod.post("videoPublish", videoId=alices["videoId"])

    assert stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).code == "404"
    assert vod(OPERATION, videoId=alices["videoId"]).ok


def test_the_owner_may_upload_again_even_then(vod: Door, public: Video) -> None:
    assert vod(OPERATION, videoId=public.vod_id).ok


def test_a_deleted_video_takes_no_upload(stranger: App, vod: Door, alices: Any) -> None:
    Video.objects.update(deleted_at=timezone.now())

    assert stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).code == "404"
    assert vod(OPERATION, videoId=alices["videoId"]).code == "404"


def test_a_claim_is_nobodys_upload(stranger: App, vod: Door, alices: Any) -> None:
    Video.objects.update(is_claim=True)

    assert stranger.get(f"/vod/{OPERATION}", videoId=alices["videoId"]).code == "404"
    assert vod(OPERATION, videoId=alices["videoId"]).code == "404"


def test_a_closed_demo_is_for_owners(alice: User, alice_app: App, bob_app: App, settings: Settings) -> None:
    settings.DEMO_OPEN = False
    started = alice_app.get("/demo/getVideoUploadAuth", title="Cat", fileName="cat.mp4").data

    assert Video.objects.get().owner == alice
    assert alice_app.get(f"/demo/{OPERATION}", videoId=started["videoId"]).ok
    assert bob_app.get(f"/demo/{OPERATION}", videoId=started["videoId"]).code == "404"
