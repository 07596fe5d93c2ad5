"""The back office's first page: numbers that lead to what they count."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from callbacks.models import Receipt
from tests.admin.rows import a_receipt, office_of
from tests.materials.rows import a_font
from tests.videos.rows import a_draft, a_video, several
from videos import tasks
from videos.models import Video

VIDEOS_AND_CALLBACKS = [
    "Waiting for review", "Videos that failed", "Other videos with a problem", "Failed callbacks"
]  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def dashboard(office: Client) -> Any:
    return office.get("/admin/").context


def figures(office: Client) -> dict[str, Any]:
    return {figure.title: figure for figure in dashboard(office)["figures"]}


def listed(office: Client, figure: Any) -> int:
    """How many rows the list has that the number leads to."""
    response: Any = office.get(figure.url)
    assert response.status_code == 200, figure.url
    return int(response.context["cl"].result_count)


def trouble() -> None:
    """One video of every kind that somebody has to look at, and two where nothing is wrong."""
    a_video(None)
    a_draft(None)
    a_video(None, review="check")
    a_video(None, review="onCensor")
    a_video(None, status="TranscodeFail", transcode="fail")
    a_video(None, problem="VOD refused the order.")
    a_receipt(1, outcome=Receipt.Outcome.FAILED)
    a_receipt(2, outcome=Receipt.Outcome.APPLIED)
    tasks.process.enqueue("x")
    tasks.process.enqueue("y")
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.latest("enqueued_at").pk).update(status="FAILED")


def test_each_number_is_that_of_the_list_it_leads_to(back_office: Client) -> None:
    trouble()
    found = figures(back_office)

    assert {title: figure.count for title, figure in found.items()} == {
        "Waiting for review": 2,
        "Videos that failed": 1,
        "Other videos with a problem": 1,
        "Failed callbacks": 1,
        "Failed background tasks": 1,
    }
    for figure in found.values():
        assert listed(back_office, figure) == figure.count


def test_a_video_in_trouble_is_counted_once(back_office: Client, alice: User) -> None:
    a_draft(alice, status="UploadFail", problem="The file never arrived.")
    a_video(alice, problem="VOD refused the order.")
    found = figures(back_office)

    assert [found[title].count for title in ("Videos that failed", "Other videos with a problem")] == [1, 1]
    assert listed(back_office, found["Other videos with a problem"]) == 1


def test_what_is_deleted_counts_no_more(back_office: Client) -> None:
    trouble()
    Video.objects.update(deleted_at=timezone.now())

    assert [figure.count for figure in figures(back_office).values()][:3] == [0, 0, 0]


def test_uploads_and_publishes_are_counted_by_local_day(back_office: Client) -> None:
    now = timezone.localtime().replace(hour=12)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    a_draft(None, uploaded_at=now)
    a_video(None, uploaded_at=midnight - timedelta(minutes=1), published_at=midnight)
    a_video(None, uploaded_at=now - timedelta(days=20), published_at=now - timedelta(days=20))

    with time_machine.travel(now):
        chart = dashboard(back_office)["chart"]
    drawn = json.loads(chart["data"])
    uploads, publishes = (series["data"] for series in drawn["datasets"])
    assert drawn["labels"][-1] == f"{now:%m-%d}"
    assert len(drawn["labels"]) == len(uploads) == len(publishes) == 14
    assert (uploads[-2:], publishes[-2:]) == ([1, 1], [0, 1])
    assert [total.count for total in chart["sums"]] == [2, 1]
    for total in chart["sums"]:
        assert listed(back_office, total) == total.count


def test_the_last_days_videos_are_counted_by_state(back_office: Client) -> None:
    several(3, None, published_at=timezone.now())  # type: ignore[arg-type]  # nobody's
    a_video(None, review="fail")
    a_video(None, transcode="")
    a_video(None, transcode="onTranscode")
    a_video(None, published_at=timezone.now() - timedelta(days=2))

    (review, reviews), (transcoding, transcodes) = dashboard(back_office)["states"]
    assert (review, transcoding) == ("Review", "Transcoding")
    assert [figure.count for figure in reviews] == [0, 0, 5, 1]
    assert [figure.count for figure in transcodes] == [1, 1, 4, 0]
    for figure in (*reviews, *transcodes):
        assert listed(back_office, figure) == figure.count


def test_a_catalog_says_what_apps_see_and_how_much_room_it_takes(back_office: Client) -> None:
    a_font(1, package=ContentFile(b"12345", name="dots.zip"), icon="", banner="")
    a_font(2, is_published=False, package="https://cdn.example.com/x.zip", icon="", banner="missing.png")

    (fonts,) = [stock for stock in dashboard(back_office)["catalogs"] if stock.title == "fonts"]
    assert (fonts.total, fonts.published, fonts.size) == (2, 1, 5)
    assert back_office.get(fonts.url).status_code == 200


def test_the_page_costs_the_same_for_any_number_of_rows(back_office: Client) -> None:
    costs: list[int] = []
    dashboard(back_office)
    for _round in range(2):
        trouble() if not costs else several(30, None)  # type: ignore[arg-type]  # nobody's
        with CaptureQueriesContext(connection) as queries:
            dashboard(back_office)
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 20


@pytest.mark.parametrize(
    ("role", "titles", "catalogs"),
    [("operator", VIDEOS_AND_CALLBACKS, 6), ("reviewer", VIDEOS_AND_CALLBACKS, 0), ("", [], 0)],
)
def test_it_shows_what_this_person_may_see(role: str, titles: list[str], catalogs: int) -> None:
    context = dashboard(office_of(role))

    assert [figure.title for figure in context["figures"]] == titles
    assert len(context["catalogs"]) == catalogs
    assert ("chart" in context) == bool(titles)


def test_the_chart_is_drawn_by_what_comes_with_the_page(back_office: Client) -> None:
    text = back_office.get("/admin/").content.decode()

    (data,) = re.findall(r'class="chart"[^>]* data-value="([^"]+)"', text)
    assert len(json.loads(unescape(data))["labels"]) == 14
