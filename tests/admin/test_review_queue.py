"""The review queue: what waits for a person, and how it is decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import User
from sandbox.models import Video as Media
from tests.admin.pages import QUEUE, VIDEOS, cost, staff, text, told
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.rows import a_draft, a_rendition, a_video, fresh
from videos.models import Snapshot, Video


@pytest.fixture
def reviewer(db: None) -> Client:
    return staff("rita", "view_video", "review_video")


def waits(owner: User, title: str, *, hours: int = 1, **facts: Any) -> Video:
    at = timezone.now() - timedelta(hours=hours)
    return a_video(owner, title=title, published_at=at, **{"review": "check", **facts})


def decide(client: Client, verdict: str, *videos: Video, **more: Any) -> Any:
    return client.post(QUEUE, {"verdict": verdict, "video": [video.pk for video in videos], **more})


def titles(client: Client) -> list[str]:
    return [card["video"].title for card in client.get(QUEUE).context["cards"]]


def test_what_the_machine_leaves_to_a_person_comes_first_the_oldest_first(
    reviewer: Client, alice: User
) -> None:
    waits(alice, "machine looks at it", hours=9, review="onCensor")
    waits(alice, "young", hours=1)
    waits(alice, "old", hours=5)
    waits(alice, "approved", review="success")
    waits(alice, "claimed", is_claim=True)
    waits(alice, "deleted", deleted_at=timezone.now())
    a_draft(alice, title="draft")

    assert titles(reviewer) == ["old", "young", "machine looks at it"]


def test_a_card_shows_all_that_a_verdict_needs(reviewer: Client, alice: User) -> None:
    video = waits(
        alice, "Cat", description="Meow", tags="cats", file_url="http://cdn.example.com/source.mp4",
        machine_verdict="review", machine_label="porn", machine_modules="video,image-cover",
    )  # fmt: skip
    Snapshot.objects.create(video=video, number=1, url="http://cdn.example.com/shot.jpg")

    page = text(reviewer.get(QUEUE))
    for shown in ("Cat", "Meow", "cats", "Alice", alice.user_id, "http://cdn.example.com/cover.jpg",
                  '<video class="bo-player" src="http://cdn.example.com/source.mp4"', "0:10", "380.8",
                  "http://cdn.example.com/shot.jpg", "Unsure", "Pornography", "picture, cover"):  # fmt: skip
        assert shown in page


def test_a_video_without_a_file_of_its_own_plays_a_rendition(reviewer: Client, alice: User) -> None:
    a_rendition(waits(alice, "Cat", file_url=""), "job-9")

    assert 'src="http://cdn.example.com/job-9.mp4"' in text(reviewer.get(QUEUE))


def test_html_is_text_and_a_script_is_no_address(reviewer: Client, alice: User) -> None:
    alice.nickname = "<img src=x>"
    alice.save()
    waits(
        alice, "<script>steal()</script>", description="<b>", tags="<i>",
        file_url="javascript:alert(1)", cover_url="javascript:alert(2)", first_frame_url="",
    )  # fmt: skip

    page = text(reviewer.get(QUEUE))
    assert "&lt;script&gt;steal()" in page
    for never in ("<script>steal", "<img src=x>", "javascript:alert"):
        assert never not in page


def test_the_queue_costs_the_same_for_1_and_for_20_videos(back_office: Client, alice: User) -> None:
    costs = []
    for count in (1, 19):
        for number in range(count):
            video = waits(alice, f"Video {number}")
            a_rendition(video, f"job-{number}")
            Snapshot.objects.create(video=video, number=1, url="http://cdn.example.com/1.jpg")
        costs.append(cost(back_office, QUEUE))

    assert costs[0] == costs[1] <= 12


def test_approving_goes_on_to_the_next_video(reviewer: Client, alice: User) -> None:
    video, later = waits(alice, "Cat", hours=2), waits(alice, "Dog")

    response = decide(reviewer, "approve", video, next=later.pk)
    assert response.headers["Location"] == f"{QUEUE}?decided={video.pk}#video-{later.pk}"
    decided = fresh(video)
    assert (decided.review, str(decided.reviewed_by)) == ("success", "rita")
    assert decided.reviewed_at is not None
    assert titles(reviewer) == ["Dog"]


def test_a_rejected_video_leaves_public_lists_and_vod_hears_why(
    reviewer: Client, alice_app: App, stranger: App, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)
    Video.objects.filter(pk=video.pk).update(review="check")
    assert decide(reviewer, "reject", video, reason="太吵了").status_code == 302

    assert stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).code == "404"
    assert (fresh(video).review, fresh(video).review_reason) == ("fail", "太吵了")
    work()
    assert Media.objects.get().status == "Blocked"


def test_many_are_rejected_at_once_for_one_reason(reviewer: Client, alice: User) -> None:
    videos = [waits(alice, f"Video {number}") for number in range(5)]

    decide(reviewer, "reject", *videos, reason="Advertising")
    assert {fresh(video).review_reason for video in videos} == {"Advertising"}
    entries = LogEntry.objects.filter(object_id__in=[str(video.pk) for video in videos])
    assert [entry.change_message for entry in entries] == ["Rejected\nAdvertising"] * 5


@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "Say why"), ("   ", "Say why"), ("太" * 43, "129 bytes"), ("x" * 129, "129 bytes")],
)
def test_nothing_is_rejected_without_a_reason_that_vod_takes(
    reviewer: Client, alice: User, reason: str, says: str
) -> None:
    video = waits(alice, "Cat")

    response = decide(reviewer, "reject", video, reason=reason)
    assert says in told(response)[0]
    assert fresh(video).review == "check"


def test_a_reason_of_128_bytes_is_kept_whole(reviewer: Client, alice: User) -> None:
    video, reason = waits(alice, "Cat"), "太" * 42 + "!!"

    decide(reviewer, "reject", video, reason=reason)
    assert fresh(video).review_reason == reason


def test_what_somebody_else_decided_meanwhile_stays(reviewer: Client, alice: User) -> None:
    video = waits(alice, "Cat", review="fail", review_reason="Violence")

    response = decide(reviewer, "approve", video)
    assert "Decided or deleted meanwhile" in told(response)[0]
    assert (fresh(video).review, fresh(video).review_reason) == ("fail", "Violence")


@pytest.mark.parametrize("pks", [[], ["x"], ["²"], ["-1"], ["9" * 30]])
def test_choosing_nothing_is_said(reviewer: Client, pks: list[str]) -> None:
    response = reviewer.post(QUEUE, {"verdict": "approve", "video": pks, "next": "x"})

    assert response.headers["Location"] == QUEUE
    assert told(response) == ["Select a video first."]


def test_the_sidebar_says_how_many_wait(back_office: Client, reviewer: Client, alice: User) -> None:
    def badge(client: Client) -> Any:
        groups = client.get(QUEUE).context["sidebar_navigation"]
        (entry,) = [item for group in groups for item in group["items"] if item["link"] == QUEUE]
        return entry.get("badge")

    assert badge(reviewer) is None
    for number in range(3):
        waits(alice, f"Video {number}")
    assert badge(reviewer) == badge(back_office) == "3"
    for number in range(100):
        waits(alice, f"Video {number}")
    assert badge(reviewer) == "99+"


def test_a_viewer_does_not_come_in(alice: User) -> None:
    viewer = staff("vic", "view_video")

    assert viewer.get(QUEUE).status_code == 403
    assert decide(viewer, "approve", waits(alice, "Cat")).status_code == 403
    assert QUEUE not in text(viewer.get(VIDEOS))


def test_an_operator_finds_again_what_was_decided_last(reviewer: Client, alice: User) -> None:
    video = waits(alice, "Cat")
    decide(reviewer, "reject", video, reason="Violence")

    page = text(reviewer.get(QUEUE))
    assert f'href="{VIDEOS}{video.pk}/change/"' in page
    assert "Violence" in page
