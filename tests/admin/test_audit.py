"""The audit log: who changed what, when and how, whichever way it was changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from materials.models import Font
from qulive.backoffice import audit
from tests.admin.pages import VIDEOS
from tests.admin.rows import a_colleague, office_of
from tests.materials.rows import a_font
from tests.videos.rows import a_video

LIST = "/admin/admin/logentry/"


def found(office: Client, **filters: Any) -> list[str]:
    return [entry.object_repr for entry in office.get(LIST, filters).context["cl"].result_list]


def logged(person: User, *fonts: Font, message: str = "Published.") -> None:
    request = RequestFactory().get("/")
    request.user = person
    audit.log(request, fonts, message)


@pytest.mark.usefixtures("db")
def test_many_rows_are_written_down_in_one_insert() -> None:
    person, fonts = a_colleague(), [a_font(name=f"Font {n}") for n in range(20)]
    logged(person, fonts[0])
    with CaptureQueriesContext(connection) as queries:
        logged(person, *fonts)

    assert len(queries) == 1
    assert LogEntry.objects.count() == 21


def test_a_change_in_a_form_is_there_without_more(back_office: Client) -> None:
    font = a_font(name="Dots")
    page: Any = back_office.get(f"/admin/materials/font/{font.pk}/change/")
    form = {**page.context["adminform"].form.initial, "name": "Pixel"}
    form |= {"created_at_0": "2026-03-01", "created_at_1": "08:00:00"}
    for name in ("icon", "banner", "package", "created_at"):
        form.pop(name)
    back_office.post(f"/admin/materials/font/{font.pk}/change/", form)

    text = back_office.get(LIST).content.decode()
    assert "Changed name" in text
    assert f'href="/admin/materials/font/{font.pk}/change/"' in text
    assert "olga" in text
    in_chinese = back_office.get(LIST, headers={"accept-language": "zh-CN"}).content.decode()
    assert "已修改名称" in in_chinese


def test_the_log_is_filtered_by_person_action_kind_and_day(back_office: Client) -> None:
    person, other = a_colleague("one"), a_colleague("two")
    logged(person, a_font(name="Dots"))
    logged(other, a_font(name="Pixel"))
    LogEntry.objects.log_actions(other.pk, [person], 3, "")
    kind = LogEntry.objects.filter(object_repr="Dots").values_list("content_type", flat=True).get()
    everything = ["One", "Pixel", "Dots"]

    assert found(back_office) == everything
    assert found(back_office, user=person.pk) == ["Dots"]
    assert found(back_office, action_flag__exact=CHANGE) == ["Pixel", "Dots"]
    assert found(back_office, kind=kind) == ["Pixel", "Dots"]
    assert found(back_office, q="pix") == ["Pixel"]
    assert found(back_office, user="x", kind="x") == everything
    today = timezone.localdate()
    assert found(back_office, action_time_from=today, action_time_to=today) == everything
    assert found(back_office, action_time_to=today - timedelta(days=1)) == []


def test_nobody_writes_in_it(back_office: Client) -> None:
    logged(a_colleague(), a_font())
    entry = LogEntry.objects.get()

    assert back_office.post(f"{LIST}{entry.pk}/change/", {}).status_code == 403
    assert back_office.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert back_office.get(f"{LIST}add/").status_code == 403


def test_what_was_deleted_is_named_and_leads_nowhere(back_office: Client) -> None:
    font = a_font(name="Dots")
    back_office.post(f"/admin/materials/font/{font.pk}/delete/", {"post": "yes"})

    text = back_office.get(LIST).content.decode()
    assert "Dots" in text
    assert f"/admin/materials/font/{font.pk}/change/" not in text


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh-CN", "审核未通过：广告"), ("en-US", "Rejected: Advertising")]
)
@pytest.mark.parametrize("page", ["log", "history"])
def test_everybody_reads_it_in_their_language(
    back_office: Client, alice: User, language: str, sentence: str, page: str
) -> None:
    video = a_video(alice)
    rejection = {"action": "reject", "_selected_action": video.pk, "confirmed": 1, "reason": "Advertising"}
    back_office.post(VIDEOS, rejection, headers={"accept-language": "zh-CN"})

    path = LIST if page == "log" else f"{VIDEOS}{video.pk}/history/"
    assert sentence in back_office.get(path, headers={"accept-language": language}).content.decode()


def test_what_was_written_down_as_a_sentence_stays_one(back_office: Client) -> None:
    logged(a_colleague(), a_font(), message="审核未通过: 太吵了")
    assert "审核未通过: 太吵了" in back_office.get(LIST).content.decode()


@pytest.mark.usefixtures("db")
def test_an_operator_reads_it_and_a_reviewer_does_not() -> None:
    assert office_of("operator").get(LIST).status_code == 200
    assert office_of("reviewer").get(LIST).status_code == 403
