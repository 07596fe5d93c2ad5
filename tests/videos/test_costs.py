"""How many queries an operation takes, so that nobody makes it more by accident."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.app import App
from tests.videos.rows import a_draft, a_video, recommended

# A transaction inside of the test's own counts as two: its savepoint, and the savepoint's end.
TRANSACTION = 2


@pytest.fixture
def known_app(alice_app: App) -> App:
    """Alice's app, whose token the worker knows by now."""
    alice_app.get("/vod/getRecommendLiveList")
    return alice_app


@pytest.mark.parametrize(
    ("path", "parameters", "queries"),
    [
        ("/vod/getRecommendVideoList", {}, 2),  # the windows, the page
        ("/vod/getPersonalVideoList", {}, 1),  # the page, which tells the total
        ("/vod/getPersonalVideoList", {"pageSize": 2}, 2),  # the page, the total
        ("/demo/getVideoList", {}, 2),  # the total of a thousand at most, the page
        ("/vod/getRecommendLiveList", {}, 0),
        ("/resource/getPasterInfo", {}, 1),
        ("/resource/getMv", {}, 1),
        ("/music/getRecommendMusic", {}, 2),  # the total, the page
    ],
)
def test_a_read(
    alice: User, known_app: App, django_assert_num_queries: DjangoAssertNumQueries,
    path: str, parameters: dict[str, Any], queries: int,
) -> None:  # fmt: skip
    recommended(3, alice)
    known_app.get("/resource/getFont")  # reads the versions, which recommending changed

    with django_assert_num_queries(queries):
        known_app.get(path, **parameters)


def test_a_publish(alice: User, known_app: App, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    draft = a_draft(alice)

    with django_assert_num_queries(3 + TRANSACTION):  # the row, the task, the answer
        assert known_app.post("/vod/videoPublish", videoId=draft.vod_id, title="A title").ok
    with django_assert_num_queries(4 + 2 * TRANSACTION):  # no row, the claim, the task, the answer
        assert known_app.post("/vod/videoPublish", videoId="0123456789abcdef").ok


def test_a_look_at_a_video(
    alice: User, known_app: App, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    video = a_video(alice)

    with django_assert_num_queries(2):  # the video, its renditions
        assert known_app.get("/vodVideo/getVideoById", videoId=video.vod_id).ok
