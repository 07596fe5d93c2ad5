"""GET /vod/getPersonalVideoList"""

from typing import Any

from django.utils import timezone

from accounts.models import User
from tests.app import App
from tests.videos.rows import a_draft, a_video, several
from videos.models import Video
from videos.states import Review


def page(app: App, **parameters: Any) -> Any:
    return app.get("/vod/getPersonalVideoList", **{"pageIndex": 1, "pageSize": 50, **parameters}).data


def ids(app: App, **parameters: Any) -> list[str]:
    return [video["videoId"] for video in page(app, **parameters)["videoList"]]


def test_ones_own_videos_come_newest_first(alice: User, bob: User, alice_app: App) -> None:
    mine = several(3, alice)
    several(2, bob)

    assert ids(alice_app) == [video.vod_id for video in mine]
    assert page(alice_app)["total"] == 3


def test_people_who_ask_in_turn_see_their_own_on_every_page(
    alice: User, bob: User, alice_app: App, bob_app: App
) -> None:
    lists = {alice_app: several(5, alice), bob_app: several(3, bob)}

    for app, videos in [*lists.items()] * 2:
        for index in (1, 2, 3):
            here = videos[2 * index - 2 : 2 * index]
            assert ids(app, pageIndex=index, pageSize=2) == [video.vod_id for video in here]


def test_of_two_published_in_one_instant_the_later_row_is_newer(alice: User, alice_app: App) -> None:
    videos = several(4, alice, published_at=timezone.now())
    videos.reverse()

    assert ids(alice_app) == [video.vod_id for video in videos]
    assert ids(alice_app, id=videos[1].pk) == [video.vod_id for video in videos[2:]]


def test_every_state_of_review_is_shown_to_its_owner(alice: User, alice_app: App) -> None:
    states = [state.value for state in Review if state != Review.NONE]
    for state in states:
        a_video(alice, review=state, transcode="", status="UploadSucc")

    shown = {video["censorStatus"] for video in page(alice_app)["videoList"]}
    assert shown == set(states)


def test_a_draft_and_a_deleted_video_are_not_listed(alice: User, alice_app: App) -> None:
    a_draft(alice)
    a_video(alice, deleted_at=timezone.now())

    assert page(alice_app) == {"total": 0, "videoList": []}


def test_a_video_shows_its_owner(alice: User, alice_app: App) -> None:
    a_video(alice)

    owner = page(alice_app)["videoList"][0]["user"]
    assert owner == {
        "userId": alice.user_id,
        "userName": "Alice",
        "avatarUrl": alice.avatar_url,
    }


def test_anothers_row_marks_no_place_in_my_list(alice: User, bob: User, alice_app: App) -> None:
    several(3, alice)
    his = a_video(bob)

    assert ids(alice_app, id=his.pk) == []


def test_a_deleted_row_still_marks_its_place(alice: User, alice_app: App) -> None:
    newest, middle, oldest = several(3, alice)
    Video.objects.filter(pk=middle.pk).update(deleted_at=timezone.now())

    assert ids(alice_app, id=middle.pk) == [oldest.vod_id]
    assert ids(alice_app) == [newest.vod_id, oldest.vod_id]


def test_nobody_sees_a_personal_list_without_a_token(stranger: App) -> None:
    assert stranger.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).code == "403"
