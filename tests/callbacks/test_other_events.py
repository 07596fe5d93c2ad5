"""DeleteMediaComplete, VideoAnalysisComplete, and what all events have in common"""

from typing import Any

import pytest
from django.utils import timezone

from tests.app import App
from tests.callbacks import bodies
from tests.callbacks.conftest import Tell
from tests.callbacks.seen import queued
from tests.conftest import Upload, Work
from tests.videos.line import Line
from tests.videos.rows import fresh
from videos.models import Rendition, Video


def test_a_deletion_is_believed_once_vod_confirms_it(
    tell: Tell, video: Video, tasks: Work, line: Line
) -> None:
    tell(bodies.deletion(video.vod_id))
    assert fresh(video).deleted_at is None

    tasks()
    assert line.calls == ["GetVideoInfo"]
    assert fresh(video).deleted_at is not None


def test_a_forged_deletion_deletes_nothing(tell: Tell, alice_app: App, upload: Upload, work: Work) -> None:
    video = upload(alice_app)

    tell(bodies.deletion(video.vod_id))
    work()
    assert "videos.tasks.bury_if_gone" in queued()
    assert fresh(video).deleted_at is None


@pytest.mark.parametrize("kind", ["mezzanine", "stream"])
def test_a_deletion_of_parts_is_not_one(tell: Tell, video: Video, kind: str) -> None:
    tell(bodies.deletion(video.vod_id, kind))

    assert queued() == []


def test_an_analysis_tells_a_duration_that_nobody_knew(tell: Tell, video: Video) -> None:
    tell(bodies.analysis(video.vod_id))
    assert fresh(video).duration == 12.0

    tell({**bodies.analysis(video.vod_id), "Duration": "99"})
    assert fresh(video).duration == 12.0


@pytest.mark.parametrize("body", [bodies.image_upload(), bodies.upload_by_url()])
def test_what_does_not_concern_us_is_taken_and_changes_nothing(tell: Tell, body: bodies.Body) -> None:
    assert tell(body) == 200
    assert queued() == []


EVERY_EVENT = [
    bodies.file_upload("", after=100),
    bodies.snapshot(""),
    bodies.snapshot("", count=8),
    bodies.review(""),
    bodies.audit(""),
    bodies.stream_transcode("", bodies.stream("job-1")),
    bodies.transcode("", [bodies.stream("job-1")]),
    bodies.deletion(""),
    bodies.analysis(""),
]


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda event: str(event["EventType"]))
@pytest.mark.parametrize(
    "facts", [{"deleted_at": timezone.now()}, {"is_claim": True}], ids=["tombstone", "claim"]
)
def test_tombstones_and_claims_hear_nothing(
    tell: Tell, video: Video, event: bodies.Body, facts: dict[str, Any]
) -> None:
    Video.objects.update(**facts)
    before = Video.objects.values().get()
    named = {name: video.vod_id if name in ("VideoId", "MediaId") else value for name, value in event.items()}

    assert tell(named) == 200
    assert Video.objects.values().get() == before
    assert not Rendition.objects.exists()
    assert queued() == []
