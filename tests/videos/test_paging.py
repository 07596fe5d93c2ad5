"""Both lists page by number and, as Android and iOS do, by the id of the last row seen."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from tests.app import App
from tests.memory import forget
from tests.videos.line import Line
from tests.videos.rows import SMALL_BUDGET, a_draft, recommended, rolled_back
from videos import feed
from videos.models import Video

RECOMMENDED = "/vod/getRecommendVideoList"
PERSONAL = "/vod/getPersonalVideoList"
DEMO = "/demo/getVideoList"

both = pytest.mark.parametrize("path", [RECOMMENDED, PERSONAL])


def ids(app: App, path: str, **page: Any) -> list[str]:
    return [video["id"] for video in app.get(path, **page).data["videoList"]]


def keys(videos: list[Video]) -> list[str]:
    return [str(video.pk) for video in videos]


@both
def test_pages_by_number(alice: User, alice_app: App, path: str) -> None:
    all_ids = keys(recommended(5, alice))

    assert ids(alice_app, path, pageIndex=1, pageSize=2) == all_ids[:2]
    assert ids(alice_app, path, pageIndex=3, pageSize=2) == all_ids[4:]


@both
@pytest.mark.parametrize("index", ["4", "1000000000000"])
def test_past_the_end_there_is_nothing_and_the_total_stays(
    alice: User, alice_app: App, path: str, index: str
) -> None:
    recommended(5, alice)

    data = alice_app.get(path, pageIndex=index, pageSize=2).data
    assert data == {"total": 5, "videoList": []}


@both
@pytest.mark.parametrize(
    ("page", "count"),
    [
        ({}, 10),
        ({"pageIndex": "", "pageSize": ""}, 10),
        ({"pageIndex": "0", "pageSize": "2"}, 2),
        ({"pageIndex": "-3", "pageSize": "2"}, 2),
        ({"pageIndex": "1", "pageSize": "0"}, 1),
        ({"pageIndex": "1", "pageSize": "-1"}, 1),
        ({"pageIndex": "1", "pageSize": "51"}, 50),
        ({"pageIndex": "1", "pageSize": "99999999999999999999"}, 50),
    ],
    ids=str,
)
def test_numbers_are_moved_into_their_bounds(
    alice: User, alice_app: App, path: str, page: dict[str, str], count: int
) -> None:
    videos = recommended(52, alice)

    assert ids(alice_app, path, **page) == keys(videos)[:count]


@both
@pytest.mark.parametrize("index", ["one", "1.5", "١"])
def test_what_is_no_number_is_refused(alice_app: App, path: str, index: str) -> None:
    answer = alice_app.get(path, pageIndex=index, pageSize=10)

    assert (answer.status, answer.code) == (200, "400")
    assert "pageIndex" in answer.message


@both
def test_a_blank_id_is_the_first_page(alice: User, alice_app: App, path: str) -> None:
    videos = recommended(3, alice)

    assert ids(alice_app, path, pageIndex=1, pageSize=2, id="") == keys(videos)[:2]


@both
@pytest.mark.parametrize("unknown", ["0", "999999", "-1", "x", "1e3", "٣", "9" * 19, "9" * 40])
def test_after_an_unknown_id_there_is_nothing(alice: User, alice_app: App, path: str, unknown: str) -> None:
    recommended(3, alice)

    data = alice_app.get(path, pageIndex=1, pageSize=10, id=unknown).data
    assert data == {"total": 3, "videoList": []}


@both
def test_the_total_does_not_depend_on_the_place(alice: User, alice_app: App, path: str) -> None:
    videos = recommended(3, alice)

    data = alice_app.get(path, pageIndex=1, pageSize=10, id=videos[1].pk).data
    assert (data["total"], len(data["videoList"])) == (3, 1)


@both
@SMALL_BUDGET
@given(
    count=st.integers(0, 12),
    size=st.integers(1, 5),
    leaving=st.sets(st.integers(0, 11), max_size=5),
    moment=st.integers(1, 4),
)
def test_scrolling_by_id_shows_every_row_once(
    alice: User, alice_app: App, path: str, count: int, size: int, leaving: set[int], moment: int
) -> None:
    with rolled_back():
        videos = recommended(count, alice)
        gone = [video for number, video in enumerate(videos) if number in leaving]

        seen = scroll(alice_app, path, size=size, gone=gone, moment=moment)

        stayed = [key for key in keys(videos) if key not in keys(gone)]
        assert len(seen) == len(set(seen))
        assert [key for key in seen if key in stayed] == stayed


def scroll(app: App, path: str, *, size: int, gone: list[Video], moment: int) -> list[str]:
    """Scroll to the end as the apps do; before page number `moment` some rows leave the list."""
    seen: list[str] = []
    for number in range(1, 20):
        if number == moment:
            leave(app, path, gone)
        page = ids(app, path, pageIndex=1, pageSize=size, id=seen[-1] if seen else "")
        if not page:
            break
        seen += page
    return seen


def leave(app: App, path: str, videos: list[Video]) -> None:
    for video in videos:
        if path == RECOMMENDED:
            feed.withdraw(video)
        else:
            app.post("/vod/deleteVideoById", videoId=video.vod_id)


@SMALL_BUDGET
@given(count=st.integers(0, 9), size=st.integers(2, 5))
def test_pages_by_number_show_every_row_once(alice: User, alice_app: App, count: int, size: int) -> None:
    with rolled_back():
        videos = recommended(count, alice)

        pages = [ids(alice_app, RECOMMENDED, pageIndex=n, pageSize=size) for n in range(1, count // size + 3)]

        assert [key for page in pages for key in page] == keys(videos)


@pytest.mark.parametrize("path", [RECOMMENDED, PERSONAL, DEMO])
def test_a_list_costs_the_same_for_1_and_for_50_rows(
    alice: User, bob: User, alice_app: App, path: str
) -> None:
    owners = (alice,) if path == PERSONAL else (alice, bob)
    recommended(1, *owners)
    one = cost(alice_app, path, rows=1)

    recommended(49, *owners)
    for _ in range(3):
        a_draft(None)
    assert cost(alice_app, path, rows=50) == one <= 4


def cost(app: App, path: str, *, rows: int) -> int:
    forget()
    with CaptureQueriesContext(connection) as queries:
        data = app.get(path, pageIndex=1, pageNo=1, pageSize=50).data
    assert len(data["videoList"]) == rows
    return sum("PREPARE" not in query["sql"] for query in queries)


@pytest.mark.parametrize("path", [RECOMMENDED, PERSONAL, DEMO, "/vod/getRecommendLiveList"])
def test_no_list_asks_the_cloud(alice: User, alice_app: App, path: str, line: Line) -> None:
    recommended(3, alice)
    line.refuse()

    assert alice_app.get(path, pageIndex=1, pageSize=10).ok
    assert line.calls == []
