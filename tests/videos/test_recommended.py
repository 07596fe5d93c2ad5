"""GET /vod/getRecommendVideoList"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.app import App
from tests.videos.rows import LONG_AGO, a_draft, a_video, change, recommended
from videos import feed, review
from videos.models import Recommendation
from videos.states import Review

NOW = timezone.now()
HOUR = timedelta(hours=1)


def shown(app: App, **page: Any) -> list[str]:
    data = app.get("/vod/getRecommendVideoList", **{"pageIndex": 1, "pageSize": 50, **page}).data
    return [video["videoId"] for video in data["videoList"]]


def total(app: App) -> int:
    return int(app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=50).data["total"])


def test_the_list_is_in_the_operators_order(alice: User, bob: User, bob_app: App) -> None:
    first, second, third = recommended(3, alice, bob)
    Recommendation.objects.filter(video=third).update(position=10)

    assert shown(bob_app) == [third.vod_id, first.vod_id, second.vod_id]
    assert total(bob_app) == 3


def test_a_new_one_enters_on_top(alice: User, operator: User, bob_app: App) -> None:
    old = recommended(2, alice)
    new = a_video(alice, published_at=NOW - 100 * HOUR)

    assert feed.recommend(new, by=operator)
    assert shown(bob_app) == [video.vod_id for video in (new, *old)]
    assert new.recommendation.added_by == operator


def test_an_operator_recommends_from_the_back_office(
    alice: User, back_office: Any, operator: User, bob_app: App
) -> None:
    video = a_video(alice)

    form = {"action": "recommend", "_selected_action": [video.pk]}
    assert back_office.post("/admin/videos/video/", form).status_code == 302
    assert shown(bob_app) == [video.vod_id]


def test_a_video_is_recommended_once(alice: User, bob_app: App) -> None:
    (video,) = recommended(1, alice)

    assert not feed.recommend(video)
    assert shown(bob_app) == [video.vod_id]


@pytest.mark.parametrize(
    "facts",
    [{"review": "onCensor"}, {"review": "fail"}, {"status": "Blocked"}, {"transcode": "fail"}],
    ids=str,
)
def test_what_is_not_public_cannot_be_recommended(alice: User, facts: dict[str, str]) -> None:
    assert not feed.recommend(a_video(alice, **facts))
    assert not feed.recommend(a_draft(alice))
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"review": "onCensor"},
        {"review": "check"},
        {"review": "fail"},
        {"status": "UploadSucc"},
        {"status": "Blocked"},
        {"transcode": "onTranscode"},
        {"transcode": "fail"},
        {"deleted_at": LONG_AGO},
    ],
    ids=str,
)
def test_what_stops_being_public_is_not_shown(alice: User, bob_app: App, facts: dict[str, Any]) -> None:
    gone, stays = recommended(2, alice)
    change(gone, **facts)

    assert shown(bob_app) == [stays.vod_id]
    assert total(bob_app) == 1


@pytest.mark.parametrize(
    ("window", "is_shown"),
    [
        ({"starts_at": NOW + HOUR}, False),
        ({"starts_at": NOW - HOUR}, True),
        ({"ends_at": NOW - HOUR}, False),
        ({"ends_at": NOW + HOUR}, True),
        ({"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}, True),
        ({"withdrawn_at": NOW}, False),
    ],
)
def test_a_recommendation_has_its_window(
    alice: User, bob_app: App, window: dict[str, Any], *, is_shown: bool
) -> None:
    recommended(1, alice)
    Recommendation.objects.update(**window)
    feed.follow(Recommendation.objects.all())

    assert bool(shown(bob_app)) is is_shown
    assert total(bob_app) == int(is_shown)


def test_a_rejected_video_leaves_the_list_at_once_and_for_good(
    alice: User, operator: User, bob_app: App
) -> None:
    video, other = recommended(2, alice)

    review.person_decides(video.vod_id, Review.REJECTED, by=operator, reason="Not for everybody")
    assert shown(bob_app) == [other.vod_id]

    review.person_decides(video.vod_id, Review.APPROVED, by=operator)
    assert shown(bob_app) == [other.vod_id]
    assert feed.recommend(video)
    assert shown(bob_app) == [video.vod_id, other.vod_id]


def test_a_disabled_owners_videos_are_not_shown(alice: User, bob: User, bob_app: App) -> None:
    recommended(1, alice)
    (his,) = recommended(1, bob)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert shown(bob_app) == [his.vod_id]


def test_a_withdrawn_video_keeps_its_place_for_whoever_scrolls_there(alice: User, bob_app: App) -> None:
    first, second, third = recommended(3, alice)

    assert feed.withdraw(second)
    assert not feed.withdraw(second)
    assert shown(bob_app, id=second.pk) == [third.vod_id]
    assert shown(bob_app) == [first.vod_id, third.vod_id]


def test_nobody_sees_the_list_without_a_token(stranger: App) -> None:
    assert stranger.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=10).code == "403"
