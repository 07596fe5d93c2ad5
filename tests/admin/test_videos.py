"""The list of videos: finding any among many, and what a row tells."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from qulive.backoffice.paginator import MOST
from tests.admin.pages import VIDEOS, cost, staff, text
from tests.videos.rows import a_draft, a_rendition, a_video, recommended, several
from videos import feed
from videos.models import Video

SHANGHAI = ZoneInfo("Asia/Shanghai")


def listed(client: Client, **query: Any) -> list[str]:
    return [video.title for video in client.get(VIDEOS, query).context["cl"].result_list]


@pytest.mark.parametrize(
    "words",
    ["Sunset", "sUNs", "日落", "海边的日落", "日", "VOD_ID", "USER_ID", "Bobby", " Sunset "],
)
def test_a_video_is_found_by_its_title_its_id_and_its_owner(
    back_office: Client, alice: User, bob: User, words: str
) -> None:
    bob.nickname = "Bobby"
    bob.save()
    a_video(alice, title="Dawn over hills")
    video = a_video(bob, title="海边的日落 Sunset")

    words = {"VOD_ID": video.vod_id, "USER_ID": bob.user_id}.get(words, words)
    assert listed(back_office, q=words) == [video.title]


def test_an_id_finds_just_what_it_names(back_office: Client, alice: User) -> None:
    video = a_video(alice, title="Named")
    a_video(alice, title=f"A copy of {video.vod_id}")

    assert listed(back_office, q=video.vod_id) == ["Named"]


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "100%", "*)("])
def test_any_text_may_be_looked_for(back_office: Client, alice: User, words: str) -> None:
    a_video(alice, title="Dawn")
    a_video(alice, title=f"<{words}>")

    assert listed(back_office, q=words) == [f"<{words}>"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"review__exact": "fail"}, "rejected"),
        ({"review__exact": "-"}, "draft"),
        ({"status__exact": "Blocked"}, "blocked"),
        ({"transcode__exact": "fail"}, "not transcoded"),
        ({"narrow_transcode__exact": "success"}, "narrow"),
        ({"snapshot__exact": "onSnapshot"}, "no snapshots"),
        ({"problem": "yes"}, "broken"),
        ({"category": "Travel"}, "journey"),
        ({"recommended": "yes"}, "recommended"),
        ({"deleted": "yes"}, "gone"),
    ],
)
def test_every_state_has_a_filter(
    back_office: Client, alice: User, query: dict[str, str], found: str
) -> None:
    a_draft(alice, title="draft", snapshot="success", transcode="success")
    a_video(alice, title="rejected", review="fail")
    a_video(alice, title="blocked", status="Blocked")
    a_video(alice, title="not transcoded", transcode="fail")
    a_video(alice, title="narrow", narrow_transcode="success")
    a_video(alice, title="no snapshots", snapshot="onSnapshot")
    a_video(alice, title="broken", problem="The video service refused to work on this video.")
    a_video(alice, title="journey", category_name="Travel")
    a_video(alice, title="gone", deleted_at=timezone.now())
    feed.recommend(a_video(alice, title="recommended"))

    assert listed(back_office, **query) == [found]


def test_yesterdays_rejected_videos_are_found(back_office: Client, alice: User) -> None:
    for title, moment in (
        ("the evening before", datetime(2026, 3, 1, 23, 59, 59, tzinfo=SHANGHAI)),
        ("first", datetime(2026, 3, 2, 0, 0, tzinfo=SHANGHAI)),
        ("last", datetime(2026, 3, 2, 23, 59, 59, tzinfo=SHANGHAI)),
        ("this morning", datetime(2026, 3, 3, 0, 0, tzinfo=SHANGHAI)),
    ):
        a_video(alice, title=title, review="fail", reviewed_at=moment)
    a_video(alice, title="approved", reviewed_at=datetime(2026, 3, 2, 12, tzinfo=SHANGHAI))

    day = {"reviewed_at_from": "2026-03-02", "reviewed_at_to": "2026-03-02"}
    assert listed(back_office, review__exact="fail", **day) == ["last", "first"]


def test_a_day_is_read_as_the_calendar_writes_it(back_office: Client, alice: User) -> None:
    a_video(alice, title="Dawn", published_at=datetime(2026, 3, 2, 12, tzinfo=SHANGHAI))
    a_video(alice, title="Later", published_at=datetime(2026, 3, 4, 12, tzinfo=SHANGHAI))

    chinese = {"Accept-Language": "zh-hans"}
    response: Any = back_office.get(VIDEOS, {"published_at_to": "2026/03/03"}, headers=chinese)
    assert [video.title for video in response.context["cl"].result_list] == ["Dawn"]


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-31", "2026-13-01"])
def test_a_day_that_is_none_narrows_nothing(back_office: Client, alice: User, day: str) -> None:
    a_video(alice, title="Dawn")

    assert listed(back_office, published_at_from=day, published_at_to=day) == ["Dawn"]


def test_categories_are_offered_as_apps_name_them(back_office: Client, alice: User) -> None:
    for name in ("Travel", "美食", "", "Travel"):
        a_video(alice, category_name=name)

    (spec,) = [one for one in back_office.get(VIDEOS).context["cl"].filter_specs if one.title == "category"]
    assert sorted(spec.lookup_choices) == [("Travel", "Travel"), ("美食", "美食")]


def test_a_row_tells_what_an_operator_scans_for(back_office: Client, alice: User) -> None:
    (video,) = recommended(1, alice)
    Video.objects.filter(pk=video.pk).update(duration=65, size=3_355_443, narrow_transcode="fail")

    page = text(back_office.get(VIDEOS))
    for shown in ("1:05", "3.2\xa0MB", "Approved", "Recommended", "Narrow-band: Failed", alice.user_id,
                  'src="http://cdn.example.com/cover.jpg" alt="" loading="lazy"'):  # fmt: skip
        assert shown in page


def test_html_is_text_and_a_script_is_no_address(back_office: Client, alice: User) -> None:
    alice.nickname = "<b>Alice</b>"
    alice.save()
    a_video(alice, title="<script>steal()</script>", cover_url="javascript:alert(1)", review_reason='"><i>')

    page = text(back_office.get(VIDEOS))
    assert "&lt;script&gt;steal()" in page
    for never in ("<script>steal", "<b>Alice", "javascript:alert", '"><i>'):
        assert never not in page


@pytest.mark.parametrize("query", ["", "?q=Sea", "?review__exact=success&recommended=no&category=Fun"])
def test_a_list_costs_the_same_for_1_and_for_40_rows(back_office: Client, alice: User, query: str) -> None:
    costs = []
    for count in (1, 39):
        several(count, alice, category_name="Fun", title="Sea")
        costs.append(cost(back_office, VIDEOS + query))

    assert costs[0] == costs[1] <= 12


def test_a_long_list_is_not_counted_to_its_end(back_office: Client, alice: User) -> None:
    several(MOST + 5, alice)

    response: Any = back_office.get(VIDEOS, {"p": 20})
    assert response.context["cl"].result_count == MOST
    assert len(response.context["cl"].result_list) == 50
    assert "1000+" in text(response)
    assert back_office.get(VIDEOS, {"p": 21}).status_code == 302


def test_the_newest_come_first_and_may_be_sorted_by_their_publishing(
    back_office: Client, alice: User
) -> None:
    now = timezone.now()
    a_video(alice, title="published late", published_at=now)
    a_video(alice, title="published early", published_at=now - timedelta(days=1))

    assert listed(back_office) == ["published early", "published late"]
    assert listed(back_office, o="-6") == ["published late", "published early"]


def test_a_viewer_looks_and_has_no_buttons(alice: User) -> None:
    viewer, video = staff("vic", "view_video"), a_video(alice)
    a_rendition(video)

    assert viewer.get(VIDEOS).context["action_form"] is None
    page = text(viewer.get(f"{VIDEOS}{video.pk}/change/"))
    assert "http://cdn.example.com/sea.mp4" in page
    for never in ('name="action"', 'name="_save"', 'name="title"'):
        assert never not in page


def test_staff_without_permissions_sees_nothing(alice: User) -> None:
    video = a_video(alice)

    assert staff("nemo").get(VIDEOS).status_code == 403
    assert staff("nobody").get(f"{VIDEOS}{video.pk}/change/").status_code == 403
