"""What VOD told us is kept, and acted on once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import InterfaceError, connection
from django.db.models import Model
from django_tasks_db.models import DBTaskResult

from callbacks.models import Receipt
from tests.callbacks import bodies
from tests.callbacks.conftest import Post, Tell
from tests.videos.line import Line
from tests.videos.rows import fresh
from videos.models import Video


@contextmanager
def table_away(model: type[Model]) -> Iterator[None]:
    """A database that can't do its work for a while."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
        yield
        cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


def test_a_receipt_tells_what_came_and_what_was_done(tell: Tell, video: Video) -> None:
    body = bodies.review(video.vod_id)

    assert tell(body) == 200
    receipt = Receipt.objects.get()
    assert (receipt.event_type, receipt.vod_id) == ("AIMediaAuditComplete", video.vod_id)
    assert receipt.event_time is not None
    assert receipt.event_time.isoformat() == "2017-03-20T07:49:32+00:00"
    assert json.loads(receipt.body) == body
    assert (receipt.outcome, receipt.error) == ("applied", "")
    assert receipt.handled_at is not None


def test_an_event_that_changes_nothing_says_so(tell: Tell, video: Video) -> None:
    tell(bodies.review(video.vod_id))
    tell(bodies.review(video.vod_id, after=99))

    assert [receipt.outcome for receipt in Receipt.objects.order_by("pk")] == ["applied", "no change"]


@pytest.mark.parametrize("body", [{"EventType": "LiveStreamStart"}, {"EventType": ""}, {}], ids=str)
def test_an_unknown_event_is_kept_and_answered_200(tell: Tell, body: bodies.Body) -> None:
    assert tell(body) == 200
    assert Receipt.objects.get().outcome == "unknown event"


def test_an_event_about_an_unknown_video_is_kept_and_answered_200(tell: Tell, video: Video) -> None:
    before = fresh(video).__dict__
    events = [
        bodies.file_upload("unknown"),
        bodies.snapshot("unknown"),
        bodies.snapshot("unknown", succeeded=False),
        bodies.review("unknown"),
        bodies.audit("unknown"),
        bodies.stream_transcode("unknown", bodies.stream("job-1")),
        bodies.transcode("unknown", [bodies.stream("job-1")]),
        bodies.deletion("unknown"),
        bodies.analysis("unknown"),
    ]

    assert {tell(event) for event in events} == {200}
    assert set(Receipt.objects.values_list("outcome", flat=True)) == {"no change"}
    assert {**fresh(video).__dict__, "_state": None} == {**before, "_state": None}


def test_the_same_body_twice_acts_once(tell: Tell, video: Video) -> None:
    event = bodies.file_upload(video.vod_id, after=100)

    assert [tell(event), tell(event), tell(event)] == [200, 200, 200]
    assert Receipt.objects.count() == 1
    assert fresh(video).transcode_round == 1
    assert DBTaskResult.objects.count() == 1


def test_our_own_failure_is_500_and_the_next_delivery_acts(tell: Tell, video: Video) -> None:
    event = bodies.file_upload(video.vod_id, after=100)

    with table_away(DBTaskResult):
        assert tell(event) == 500
    receipt = Receipt.objects.get()
    assert (receipt.outcome, receipt.handled_at) == ("failed", None)
    assert "django_tasks" in receipt.error
    assert fresh(video).transcode_round == 0

    assert tell(event) == 200
    receipt = Receipt.objects.get()
    assert (receipt.outcome, receipt.error) == ("applied", "")
    assert fresh(video).transcode_round == 1


def test_a_database_that_is_away_has_vod_try_again(post: Post, video: Video) -> None:
    def fail(*_query: Any) -> Any:
        raise InterfaceError("connection already closed")

    with connection.execute_wrapper(fail):
        answer = post(bodies.review(video.vod_id))

    assert (answer.status_code, answer.json()["code"]) == (500, "503")
    assert not Receipt.objects.exists()


def test_a_failure_tells_nothing_to_the_outside(post: Post, video: Video) -> None:
    with table_away(DBTaskResult):
        answer = post(bodies.file_upload(video.vod_id, after=100))

    assert answer.json()["code"] in ("500", "503")  # SQLite has no other word for a table than for a disk
    assert "table" not in answer.json()["message"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_the_content_type_does_not_matter(post: Post, video: Video, content_type: str) -> None:
    assert post(bodies.review(video.vod_id), None, content_type).status_code == 200
    assert fresh(video).review == "success"


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'"text"', b"1", b"null", b"\xff\xfe", b'{"a":'])
def test_an_unreadable_body_is_400_and_not_kept(post: Post, body: bytes) -> None:
    answer = post(body)

    assert (answer.status_code, answer.json()["code"]) == (400, "400")
    assert not Receipt.objects.exists()


def test_no_event_asks_the_cloud(tell: Tell, video: Video, line: Line) -> None:
    line.refuse()
    infos = [bodies.stream("job-1")]
    events = [
        bodies.file_upload(video.vod_id, after=100),
        bodies.review(video.vod_id),
        bodies.snapshot(video.vod_id),
        bodies.transcode(video.vod_id, infos),
        bodies.audit(video.vod_id),
        bodies.deletion(video.vod_id),
    ]

    assert {tell(event) for event in events} == {200}
    assert line.calls == []


def test_only_post_is_taken(client: object) -> None:
    answer = client.get("/vodcallback/callback")  # type: ignore[attr-defined]

    assert answer.status_code == 405
