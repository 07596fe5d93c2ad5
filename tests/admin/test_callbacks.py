"""The back office's log of callbacks: what came, how it went, and handling it again."""

import json
import re
from typing import Any

from django.contrib.admin.models import LogEntry
from django.test import Client

from callbacks.models import Receipt
from tests.admin.rows import a_receipt, office_of
from tests.videos.rows import a_video
from videos.models import Video

LIST = "/admin/callbacks/receipt/"


def page(receipt: Receipt) -> str:
    return f"{LIST}{receipt.pk}/change/"


def found(office: Client, **filters: str) -> set[int]:
    return {receipt.pk for receipt in office.get(LIST, filters).context["cl"].result_list}


def failed(video: Video, number: int = 1) -> Receipt:
    """What a failure of ours leaves of an event that tells a video's duration."""
    body = {
        "EventType": "VideoAnalysisComplete",
        "VideoId": video.vod_id,
        "Status": "success",
        "Duration": "7",
    }
    return a_receipt(
        number,
        event_type="VideoAnalysisComplete",
        vod_id=video.vod_id,
        body=json.dumps(body),
        outcome=Receipt.Outcome.FAILED,
        error="OperationalError: database is locked",
    )


def press(office: Client, receipt: Receipt) -> Any:
    return office.post(f"{LIST}{receipt.pk}/press/handle_again/", follow=True)


def act(office: Client, *receipts: Receipt) -> Any:
    form = {"action": "handle_selected_again", "_selected_action": [receipt.pk for receipt in receipts]}
    return office.post(LIST, form, follow=True)


def test_the_log_is_filtered_by_event_outcome_video_and_day(back_office: Client) -> None:
    done = a_receipt(1, outcome=Receipt.Outcome.APPLIED)
    lost = a_receipt(2, event_type="TranscodeComplete", outcome=Receipt.Outcome.FAILED)
    both = {done.pk, lost.pk}

    assert found(back_office) == both
    assert found(back_office, event_type="TranscodeComplete") == {lost.pk}
    assert found(back_office, outcome__exact="failed") == {lost.pk}
    assert found(back_office, q=done.vod_id) == {done.pk}
    assert found(back_office, q=done.vod_id[:-1]) == set()
    assert found(back_office, received_at_from="2000-01-01", received_at_to="2999-01-01") == both
    assert found(back_office, received_at_to="2000-01-01") == set()
    assert found(back_office, received_at_from="tomorrow") == both


def test_an_empty_log_in_chinese_asks_nobody_to_add_to_it(back_office: Client) -> None:
    text = back_office.get(LIST, headers={"accept-language": "zh-CN"}).content.decode()
    assert "这里还没有数据。" in text
    assert "新建" not in text
    assert "按处理结果" in text


def test_a_receipt_leads_to_its_video_if_it_is_one_of_ours(back_office: Client) -> None:
    video = a_video(None)
    ours, other = a_receipt(1, vod_id=video.vod_id), a_receipt(2)

    link = f"/admin/videos/video/{video.pk}/change/"
    assert link in back_office.get(LIST).content.decode()
    assert link in back_office.get(page(ours)).content.decode()
    assert not re.search(r"/videos/video/\d+/change/", back_office.get(page(other)).content.decode())


def test_a_body_is_readable_and_its_html_is_text(back_office: Client) -> None:
    receipt = a_receipt(body='{"Title": "海上<script>alert(1)</script>", "Size": 3}')

    text = back_office.get(page(receipt)).content.decode()
    assert "{\n  &quot;Title&quot;: &quot;海上&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_a_body_that_is_no_json_is_shown_as_it_came(back_office: Client) -> None:
    assert "no &lt;JSON" in back_office.get(page(a_receipt(body="no <JSON"))).content.decode()


def test_a_failed_one_is_handled_again_by_its_button(back_office: Client) -> None:
    video = a_video(None, duration=0)
    receipt = failed(video)
    assert "Handle again" in back_office.get(page(receipt)).content.decode()

    text = press(back_office, receipt).content.decode()
    assert "1 callback handled again: Applied." in text
    assert "database is locked" not in text
    assert "/press/" not in text
    video.refresh_from_db()
    assert video.duration == 7
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.change_message) == (str(receipt.pk), "Handled again.")


def test_many_are_handled_again_and_each_outcome_is_told(back_office: Client) -> None:
    fine, known = failed(a_video(None, duration=0)), failed(a_video(None, duration=5), 2)
    broken = a_receipt(3, body="no JSON")
    done = a_receipt(4)
    Receipt.objects.filter(pk=done.pk).update(handled_at=done.received_at, outcome="applied")

    text = act(back_office, fine, known, broken, done).content.decode()
    assert "1 callback handled again: Applied." in text
    assert "1 callback handled again: Changed nothing." in text
    assert "1 callback handled again: Failed." in text
    assert "All of it was handled before; nothing to do." in act(back_office, done).content.decode()


def test_the_sidebar_counts_what_failed(back_office: Client) -> None:
    assert "rounded-xs text-center text-[11px]" not in back_office.get("/admin/").content.decode()

    failed(a_video(None))
    assert "rounded-xs text-center text-[11px]" in back_office.get("/admin/").content.decode()


def test_a_reviewer_reads_and_does_not_handle(db: None) -> None:
    receipt, office = failed(a_video(None, duration=0)), office_of("reviewer")

    text = office.get(page(receipt)).content.decode()
    assert "database is locked" in text
    assert "/press/" not in text
    assert "handle_selected_again" not in office.get(LIST).content.decode()
    assert press(office, receipt).status_code == 403


def test_an_operator_handles_and_does_not_edit(db: None) -> None:
    receipt, office = failed(a_video(None, duration=0)), office_of("operator")

    assert 'name="_save"' not in office.get(page(receipt)).content.decode()
    assert office.post(page(receipt), {"event_type": "x"}).status_code == 403
    assert "handled again: Applied." in press(office, receipt).content.decode()
