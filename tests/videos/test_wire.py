"""How a video looks on the wire, to the letter: each type keeps one of the apps from crashing."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from tests.app import Answer, App
from tests.videos.rows import a_draft, a_video, recommended

RECOMMENDED = "/vod/getRecommendVideoList"
PERSONAL = "/vod/getPersonalVideoList"
BARE = {"cover_url": "", "first_frame_url": "", "file_url": "", "description": "", "transcode": ""}


def first(answer: Answer) -> dict[str, Any]:
    video: dict[str, Any] = answer.data["videoList"][0]
    return video


def raw(answer: Answer) -> str:
    return answer.http.content.decode()


@pytest.mark.parametrize(
    ("seconds", "text"), [(10.4167, "10.0"), (7, "7.0"), (0, "0.0"), (6.6, "7.0"), (86400, "86400.0")]
)
def test_a_duration_is_a_whole_number_with_a_point(
    alice: User, alice_app: App, seconds: float, text: str
) -> None:
    a_video(alice, duration=seconds)

    assert f'"duration":{text},' in raw(alice_app.get(PERSONAL))


def test_an_id_is_a_string_of_digits_and_a_total_a_number(alice: User, alice_app: App) -> None:
    (video,) = recommended(1, alice)

    text = raw(alice_app.get(RECOMMENDED))
    assert f'"id":"{video.pk}"' in text
    assert '"total":1' in text


def test_a_size_fits_an_apps_32_bits(alice: User, alice_app: App) -> None:
    a_video(alice, size=5 * 2**30, category_id=2**31 - 1)

    video = first(alice_app.get(PERSONAL))
    assert (video["size"], video["cateId"]) == (2**31 - 1, 2**31 - 1)


def test_a_creation_time_is_shanghais_with_one_tenth(alice: User, alice_app: App) -> None:
    a_video(alice, published_at=datetime(2019, 1, 9, 14, 11, 29, 987654, tzinfo=UTC))

    assert first(alice_app.get(PERSONAL))["creationTime"] == "2019-01-09 22:11:29.0"


@pytest.mark.parametrize("path", [RECOMMENDED, PERSONAL])
def test_a_video_has_every_field_that_apps_read(alice: User, alice_app: App, path: str) -> None:
    recommended(1, alice)

    video = first(alice_app.get(path))
    texts = (
        "id videoId title description coverUrl creationTime status firstFrameUrl cateName tags shareUrl"
        " transcodeStatus snapshotStatus censorStatus narrowTranscodeStatus fileUrl problem"
    )
    types = dict.fromkeys(texts.split(), str)
    assert {name: type(value) for name, value in video.items()} == {
        **types,
        "duration": float,
        "size": int,
        "cateId": int,
        "user": dict,
    }
    assert video["censorStatus"] == "success"


def test_a_bare_video_has_no_nulls(alice: User, alice_app: App) -> None:
    a_video(alice, **BARE, status="Uploading", review="onCensor", snapshot="")

    assert "null" not in raw(alice_app.get(PERSONAL))


def test_an_owner_without_a_face_has_no_nulls(bob_app: App, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(nickname="", avatar="")
    recommended(1, bob)

    assert first(bob_app.get(RECOMMENDED))["user"] == {
        "userId": bob.user_id,
        "userName": "",
        "avatarUrl": "",
    }


def test_an_empty_list_is_an_array(alice_app: App) -> None:
    for path in (RECOMMENDED, PERSONAL):
        assert '"data":{"total":0,"videoList":[]}' in raw(alice_app.get(path))


def test_a_publish_answers_the_same_video_as_the_list(alice: User, alice_app: App) -> None:
    draft = a_draft(alice, cover_url="")

    published = alice_app.post("/vod/videoPublish", videoId=draft.vod_id)
    assert published.data == first(alice_app.get(PERSONAL))
    assert (published.data["censorStatus"], published.data["coverUrl"]) == ("onCensor", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.0", published.data["creationTime"])


def test_characters_stay_what_they_are(alice: User, alice_app: App) -> None:
    a_video(alice, title="海边日出 🌅")

    assert "海边日出 🌅" in raw(alice_app.get(PERSONAL))


def test_live_streams_are_an_honest_empty_list(alice_app: App, stranger: App) -> None:
    path = "/vod/getRecommendLiveList"

    assert alice_app.get(path, pageIndex=1, pageSize=10).data == {"total": 0, "liveList": []}
    assert stranger.get(path).code == "403"
