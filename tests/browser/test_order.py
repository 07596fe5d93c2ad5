"""Rows dragged into order: what the operator sees is what apps get."""

from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.app import App
from tests.browser.conftest import Open, told
from tests.videos.rows import recommended
from tests.waiting import wait_until
from videos.models import Video

LIST = "/admin/videos/recommendation/"
PAGE = 100


@pytest.fixture
def videos(alice: User, bob: User) -> list[Video]:
    """Alice's and Bob's in turn; each has one page and five rows of them."""
    return recommended(2 * (PAGE + 5), alice, bob)


def order(app: App) -> list[str]:
    """The recommended list as an app scrolls through it."""
    found: list[str] = []
    for number in range(1, 10):
        answer = app.get("/vod/getRecommendVideoList", pageIndex=number, pageSize=50)
        found += [row["videoId"] for row in answer.data["videoList"]]
    return found


def drag(page: Page, row: int, onto: int) -> None:
    """Take a row (from 0) by its handle and drop it where another one is, once it is seen there.

    The pointer does not take it past a row that is still gliding aside, so it goes on as a hand does.
    """
    rows = page.locator("[data-move]")
    name = rows.nth(row).get_attribute("data-move")
    handles = rows.locator(".cursor-move")
    handles.nth(row).scroll_into_view_if_needed()
    start, end = handles.nth(row).bounding_box(), handles.nth(onto).bounding_box()
    assert start is not None
    assert end is not None
    past = 8 if onto > row else -8
    to = end["x"] + 8, end["y"] + 8 + past
    sides = cycle((-2, 2))

    def is_there() -> bool:
        page.mouse.move(to[0] + next(sides), to[1])
        return rows.nth(onto).get_attribute("data-move") == name

    with page.expect_response("**/move/"):
        page.mouse.move(start["x"] + 8, start["y"] + 8)
        page.mouse.down()
        page.mouse.move(*to, steps=12)
        wait_until(is_there)
        page.mouse.up()


def ids(videos: list[Video]) -> list[str]:
    return [video.vod_id for video in videos]


def test_a_drag_on_page_2_of_a_search_under_a_filter_moves_the_row_for_apps(
    open_as: Open, operator: User, alice_app: App, videos: list[Video]
) -> None:
    of_alice = videos[::2]
    page = open_as(f"{LIST}?q=Alice&standing=now&p=2", operator)
    expect(page.locator("[data-move]")).to_have_count(5)

    drag(page, 3, 1)

    moved, beside = of_alice[PAGE + 3], of_alice[PAGE + 1]
    rest = [video for video in videos if video != moved]
    at = rest.index(beside)
    expected = [*rest[:at], moved, *rest[at:]]
    assert order(alice_app) == ids(expected)


def test_the_arrows_move_a_row_without_a_mouse(
    open_as: Open, operator: User, alice_app: App, videos: list[Video]
) -> None:
    page = open_as(LIST, operator, language="zh-CN")

    with page.expect_response("**/move/"):
        page.get_by_role("button", name="下移").first.press("Enter")

    assert order(alice_app)[:3] == ids([videos[1], videos[0], videos[2]])


def test_a_row_that_somebody_else_took_away_is_told_and_the_list_shown_anew(
    open_as: Open, operator: User, alice_app: App, videos: list[Video]
) -> None:
    page = open_as(LIST, operator)
    alerts = told(page)
    videos[1].recommendation.delete()

    with page.expect_navigation():
        drag(page, 2, 1)

    assert alerts == ["The list has changed meanwhile. Load the page again."]
    assert order(alice_app)[:2] == ids([videos[0], videos[2]])
