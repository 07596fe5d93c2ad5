import json

import pytest
from django.utils import timezone

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.credentials.conftest import Door, calls, unpacked
from videos.models import Video

OPERATION = "getVideoPlayAuth"


def test_a_credential_is_what_the_player_wants(door: Door, public: Video) -> None:
    data = door(OPERATION, videoId=public.vod_id).data

    assert set(data) == {"videoId", "playAuth", "coverURL", "duration"}
    assert data["videoId"] == public.vod_id
    assert data["coverURL"] == "http://vod.example/cat.jpg"
    assert data["duration"] == "3.2"


def test_the_credential_is_for_this_video(door: Door, public: Video) -> None:
    auth = unpacked(door(OPERATION, videoId=public.vod_id).data["playAuth"])

    assert list(auth) == [
        *("SecurityToken", "AuthInfo", "VideoMeta", "AccessKeyId"),
        *("PlayDomain", "AccessKeySecret", "Region", "CustomerId"),
    ]
    assert json.loads(auth["AuthInfo"])["MediaId"] == public.vod_id
    assert auth["VideoMeta"]["VideoId"] == public.vod_id
    assert isinstance(auth["VideoMeta"]["Duration"], float)


def test_a_form_works_too(door: Door, public: Video) -> None:
    assert door.post(OPERATION, videoId=public.vod_id).ok


def test_nobody_keeps_a_copy(door: Door, public: Video) -> None:
    for video_id in (public.vod_id, "unknown"):
        assert door(OPERATION, videoId=video_id).http.headers["Cache-Control"] == "no-store"


def test_a_public_video_plays_for_everybody(bob_app: App, stranger: App, public: Video) -> None:
    assert bob_app.get(f"/vod/{OPERATION}", videoId=public.vod_id).ok
    assert stranger.get(f"/demo/{OPERATION}", videoId=public.vod_id).ok


def test_an_unpublished_video_plays_for_its_owner_only(
    alice_app: App, bob_app: App, stranger: App, own: Video
) -> None:
    assert alice_app.get(f"/vod/{OPERATION}", videoId=own.vod_id).ok
    assert bob_app.get(f"/vod/{OPERATION}", videoId=own.vod_id).code == "404"
    assert stranger.get(f"/demo/{OPERATION}", videoId=own.vod_id).code == "404"


@pytest.mark.parametrize("review", ["onCensor", "check", "fail"])
def test_a_video_that_is_not_approved_plays_for_its_owner_only(
    alice_app: App, bob_app: App, stranger: App, public: Video, review: str
) -> None:
    Video.objects.update(review=review)

    assert alice_app.get(f"/vod/{OPERATION}", videoId=public.vod_id).ok
    assert bob_app.get(f"/vod/{OPERATION}", videoId=public.vod_id).code == "404"
    assert stranger.get(f"/demo/{OPERATION}", videoId=public.vod_id).code == "404"


def test_a_demo_upload_plays_for_everybody(bob_app: App, stranger: App, ownerless: Video) -> None:
    assert bob_app.get(f"/vod/{OPERATION}", videoId=ownerless.vod_id).ok
    assert stranger.get(f"/demo/{OPERATION}", videoId=ownerless.vod_id).ok


def test_a_demo_upload_under_way_does_not_play(demo: Door) -> None:
    started = demo("getVideoUploadAuth", title="Cat", fileName="cat.mp4").data
    before = calls()

    assert demo(OPERATION, videoId=started["videoId"]).code == "404"
    assert calls() == before


def test_ones_own_upload_under_way_is_told_so(vod: Door) -> None:
    started = vod("getVideoUploadAuth", title="Cat", fileName="cat.mp4").data
    before = calls()

    answer = vod(OPERATION, videoId=started["videoId"])
    assert (answer.code, answer.message) == ("409", "The video is not ready to play yet.")
    assert calls() == before


def test_why_ones_own_video_will_never_play_is_told(alice_app: App, own: Video) -> None:
    Video.objects.update(status="UploadFail", problem="The file was never uploaded.")
    before = calls()

    answer = alice_app.get(f"/vod/{OPERATION}", videoId=own.vod_id)
    assert (answer.code, answer.message) == ("409", "The file was never uploaded.")
    assert calls() == before


def test_what_vod_is_not_done_with_is_told_so(door: Door, public: Video) -> None:
    Media.objects.update(status="Transcoding")

    answer = door(OPERATION, videoId=public.vod_id)
    assert (answer.code, answer.message) == ("409", "The video is not ready to play yet.")


@pytest.mark.parametrize("state", ["Uploading", "Blocked", "Transcoding"])
def test_what_does_not_play_yet_is_not_public(stranger: App, public: Video, state: str) -> None:
    Video.objects.update(status=state)

    assert stranger.get(f"/demo/{OPERATION}", videoId=public.vod_id).code == "404"


@pytest.mark.parametrize("video_id", ["", "unknown", "0" * 32, "../etc", "x" * 65, "a,b"])
def test_an_unknown_video_is_refused_before_the_cloud_is_asked(door: Door, video_id: str) -> None:
    answer = door(OPERATION, videoId=video_id)

    assert answer.code in ("400", "404")
    assert calls() == 0


def test_a_deleted_video_is_gone(door: Door, public: Video) -> None:
    Video.objects.update(deleted_at=timezone.now())

    assert door(OPERATION, videoId=public.vod_id).code == "404"


def test_a_disabled_users_videos_are_gone(alice: User, bob_app: App, stranger: App, public: Video) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert bob_app.get(f"/vod/{OPERATION}", videoId=public.vod_id).code == "404"
    assert stranger.get(f"/demo/{OPERATION}", videoId=public.vod_id).code == "404"


def test_a_claim_is_not_its_claimants_yet(alice_app: App, own: Video) -> None:
    Video.objects.update(is_claim=True)

    assert alice_app.get(f"/vod/{OPERATION}", videoId=own.vod_id).code == "404"
