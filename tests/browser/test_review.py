"""Deciding what the public sees: by mouse, and by keys alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from tests.app import App
from tests.browser.conftest import Open
from tests.videos.rows import a_video, fresh, recommended
from videos.models import Video
from videos.states import Review

QUEUE = "/admin/videos/video/review/"


@pytest.fixture
def waiting(alice: User) -> list[Video]:
    """Two that wait for a person, in the order of the queue."""
    older = a_video(alice, title="Sea at dawn", review=Review.CHECK)
    return [older, a_video(alice, title="Sea at noon", review=Review.CHECK)]


def plays(video: Video) -> bool:
    return App().get("/vodVideo/getVideoById", videoId=video.vod_id).ok


def test_an_approved_video_is_public_and_leaves_the_queue(
    open_as: Open, operator: User, waiting: list[Video]
) -> None:
    page = open_as(QUEUE, operator)
    assert not plays(waiting[0])

    page.get_by_role("button", name="Approve a").first.click()

    expect(page.get_by_role("status")).to_contain_text("Approved: 1 video(s).")
    expect(page.get_by_role("article")).to_have_count(1)
    assert plays(waiting[0])
    assert not plays(waiting[1])


def test_a_video_is_rejected_with_a_reason_of_ones_own(
    open_as: Open, operator: User, waiting: list[Video]
) -> None:
    page = open_as(QUEUE, operator, language="zh-CN")

    card = page.get_by_role("article", name="Sea at noon")
    card.get_by_text("驳回…").click()
    card.get_by_label("其他原因").fill("画面里有他人的身份证")
    card.get_by_role("button", name="驳回", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("审核未通过：1 个视频。")
    rejected = fresh(waiting[1])
    assert (rejected.review, rejected.review_reason) == (Review.REJECTED, "画面里有他人的身份证")
    assert rejected.reviewed_by == operator
    assert fresh(waiting[0]).review == Review.CHECK


def test_the_whole_queue_is_decided_by_keys(open_as: Open, operator: User, waiting: list[Video]) -> None:
    page = open_as(QUEUE, operator, language="zh-CN")

    page.keyboard.press("a")
    expect(page.get_by_role("article")).to_have_count(1)
    page.keyboard.press("r")
    page.keyboard.press("3")
    expect(page.get_by_text("全部审核完毕，辛苦了。")).to_be_visible()

    assert [fresh(video).review for video in waiting] == [Review.APPROVED, Review.REJECTED]
    assert fresh(waiting[1]).review_reason == "广告"


def test_a_verdict_is_changed_where_it_is_told(open_as: Open, operator: User, waiting: list[Video]) -> None:
    page = open_as(QUEUE, operator, language="zh-CN")

    page.keyboard.press("a")
    expect(page.get_by_role("article")).to_have_count(1)
    page.keyboard.press("u")
    page.get_by_role("button", name="广告").click()
    expect(page.get_by_role("status")).to_contain_text("审核未通过：1 个视频。")
    assert page.url.endswith(QUEUE)

    page.keyboard.press("r")
    page.keyboard.press("3")
    page.get_by_role("button", name="改为通过").click()
    expect(page.get_by_role("status")).to_contain_text("审核通过：1 个视频。")
    assert [fresh(video).review for video in waiting] == [Review.REJECTED, Review.APPROVED]


def test_a_rejected_video_leaves_the_recommended_list_of_apps(
    open_as: Open, operator: User, alice_app: App, alice: User
) -> None:
    above, below = recommended(2, alice)
    page = open_as(reverse("admin:videos_video_change", args=[above.pk]), operator)

    page.get_by_role("button", name="Reject").click()
    page.get_by_label("Reason").fill("A complaint was right")
    page.get_by_role("button", name="Reject").click()

    expect(page.get_by_text("Rejected: 1 video(s).")).to_be_visible()
    answer = alice_app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=50)
    assert [row["videoId"] for row in answer.data["videoList"]] == [below.vod_id]
