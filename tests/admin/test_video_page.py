"""The page of one video: what is known of it, and what an operator may change."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import User
from callbacks.models import Receipt
from sandbox.models import Video as Media
from tests.admin.pages import VIDEOS, cost, page_of, staff, text
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.rows import a_draft, a_rendition, a_video, fresh
from videos.models import Snapshot, Video

FORM = {
    "title": "Dusk", "description": "Evening\r\nlight", "tags": "sky", "category_name": "Mood",
    "category_id": "7", "cover_url": "https://cdn.example.com/new.jpg",
}  # fmt: skip


@pytest.mark.parametrize("facts", [{"deleted_at": timezone.now()}, {"status": "UploadFail"}])
def test_it_has_no_player_for_what_never_plays(
    back_office: Client, alice: User, facts: dict[str, Any]
) -> None:
    page = text(back_office.get(page_of(a_video(alice, **facts))))

    assert "There is no file to play." in page
    assert "<video" not in page


def test_it_plays_what_is_not_public_too(back_office: Client, alice: User) -> None:
    video = a_draft(alice, file_url="http://cdn.example.com/source.mp4")

    assert '<video class="bo-player" src="http://cdn.example.com/source.mp4"' in text(
        back_office.get(page_of(video))
    )


def test_without_a_file_it_says_so(back_office: Client, alice: User) -> None:
    video = a_draft(alice, file_url="", cover_url="", first_frame_url="")

    assert "There is no file to play." in text(back_office.get(page_of(video)))


def test_it_shows_pictures_renditions_times_and_the_problem(back_office: Client, alice: User) -> None:
    video = a_video(alice, problem="The video service refused to work on this video.")
    a_rendition(video, "job-7", definition="HD", size=3_355_443, duration=65, bitrate="924.786")
    Snapshot.objects.create(video=video, number=1, url="http://cdn.example.com/shot.jpg")

    page = text(back_office.get(page_of(video)))
    for shown in ("http://cdn.example.com/shot.jpg", "HD", "540 × 960", "1:05", "3.2\xa0MB", "925 kbit/s",
                  "http://cdn.example.com/job-7.mp4", "refused to work on this video", video.vod_id,
                  "Published", "Uploaded"):  # fmt: skip
        assert shown in page


def test_it_says_in_words_why_the_machine_rejected_it(back_office: Client, alice: User) -> None:
    video = a_video(alice, review="fail", review_reason="porn")

    page = text(back_office.get(page_of(video), headers={"accept-language": "zh-CN"}))
    assert "<dt>原因</dt><dd>色情</dd>" in page


def test_it_shows_what_vod_told_of_it(back_office: Client, alice: User) -> None:
    video = a_video(alice)
    for number, vod_id in enumerate((video.vod_id, "another")):
        Receipt.objects.create(
            digest=str(number), event_type=f"Event{number}", vod_id=vod_id, body="{}", outcome="applied"
        )

    page = text(back_office.get(page_of(video)))
    assert "Event0" in page
    assert "Event1" not in page
    assert f"/admin/callbacks/receipt/?q={video.vod_id}" in page


def test_whoever_may_not_see_callbacks_sees_none(alice: User) -> None:
    page = text(staff("vic", "view_video").get(page_of(a_video(alice))))

    assert "/admin/callbacks/receipt/" not in page


def test_the_page_costs_the_same_whatever_hangs_on_the_video(back_office: Client, alice: User) -> None:
    video = a_video(alice)
    costs = [cost(back_office, page_of(video))]
    for number in range(8):
        a_rendition(video, f"job-{number}")
        Snapshot.objects.create(video=video, number=number, url="http://cdn.example.com/1.jpg")
        Receipt.objects.create(digest=str(number), event_type="Event", vod_id=video.vod_id, body="{}")
    costs.append(cost(back_office, page_of(video)))

    assert costs[0] == costs[1] <= 12


def test_what_an_operator_writes_apps_and_vod_read(
    back_office: Client, alice_app: App, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)

    assert back_office.post(page_of(video), FORM).status_code == 302
    (row,) = alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"]
    assert (row["title"], row["tags"], row["cateName"], row["cateId"]) == ("Dusk", "sky", "Mood", 7)
    assert row["coverUrl"] == "https://cdn.example.com/new.jpg"
    work()
    assert (Media.objects.get().title, Media.objects.get().cover_url) == ("Dusk", row["coverUrl"])
    assert "Changed title" in str(LogEntry.objects.get())


def test_an_event_that_comes_while_an_operator_types_is_not_lost(back_office: Client, alice: User) -> None:
    video = a_video(alice, title="Dawn")
    page: Any = back_office.get(page_of(video))
    initial = page.context["adminform"].form.initial
    Video.objects.filter(pk=video.pk).update(review="fail", duration=99)

    form = {name: initial[name] or "" for name in FORM}
    assert back_office.post(page_of(video), {**form, "title": "Dusk"}).status_code == 302
    changed = fresh(video)
    assert (changed.title, changed.review, changed.duration) == ("Dusk", "fail", 99)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:image/png;base64,AA", "/cover.jpg", "cover.jpg"]
)
def test_a_cover_has_an_address_of_the_web(back_office: Client, alice: User, url: str) -> None:
    video = a_video(alice)

    response = back_office.post(page_of(video), {**FORM, "cover_url": url})
    assert "begins with http:// or https://" in text(response)
    assert fresh(video).cover_url == video.cover_url


def test_facts_of_the_cloud_cannot_be_posted(back_office: Client, alice: User) -> None:
    video = a_video(alice)
    lies = {"status": "Blocked", "review": "fail", "file_url": "http://evil.example/x.mp4", "vod_id": "x"}

    back_office.post(page_of(video), {**FORM, **lies})
    now = fresh(video)
    assert (now.status, now.review, now.file_url) == ("Normal", "success", video.file_url)
    assert now.vod_id == video.vod_id


def test_html_is_text_and_a_script_is_no_address(back_office: Client, alice: User) -> None:
    bad = "javascript:alert(1)"
    video = a_video(alice, title="<script>x</script>", file_url=bad, cover_url=bad, first_frame_url=bad)
    a_rendition(video, "job-1", url=bad)
    Snapshot.objects.create(video=video, number=1, url=bad)

    page = text(back_office.get(page_of(video)))
    assert "<script>x" not in page
    assert f'src="{bad}' not in page
    assert f'href="{bad}' not in page


def test_a_tombstone_is_only_looked_at(back_office: Client, alice: User) -> None:
    video = a_video(alice, title="", deleted_at=timezone.now())

    page = text(back_office.get(page_of(video)))
    assert "Deleted" in page
    assert 'name="title"' not in page


@pytest.mark.parametrize("pk", ["999", "0", "x", "1_2", "²", "9" * 30])
def test_an_unknown_video_leads_back(back_office: Client, pk: str) -> None:
    assert back_office.get(f"{VIDEOS}{pk}/change/").status_code == 302
