"""VOD tries again while the first try is still under way, and tells of all jobs in one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django_tasks_db.models import DBTaskResult

from callbacks.models import Receipt
from tests.callbacks import bodies
from tests.callbacks.conftest import PATH, signed
from tests.videos.rows import fresh
from videos.models import Rendition, Video

TRIES = 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def tell_at_once(events: list[bodies.Body]) -> set[int]:
    """Deliver all events in the same moment; return the HTTP statuses."""
    start = Barrier(len(events))

    def tell(event: bodies.Body) -> int:
        try:
            start.wait(timeout=10)
            answer = Client().post(PATH, data=event, content_type="application/json", headers=signed())
            return answer.status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(events)) as tries:
        return set(tries.map(tell, events))


def test_eight_deliveries_of_one_event_act_once(video: Video) -> None:
    event = bodies.file_upload(video.vod_id, after=100)

    assert tell_at_once([event] * TRIES) == {200}
    assert Receipt.objects.get().outcome == "applied"
    assert fresh(video).transcode_round == 1
    assert DBTaskResult.objects.count() == 1


def test_eight_events_of_one_video_all_count(video: Video) -> None:
    infos = [bodies.stream(f"job-{n}") for n in range(TRIES - 2)]
    events = [bodies.stream_transcode(video.vod_id, info) for info in infos]

    assert tell_at_once([*events, bodies.transcode(video.vod_id, infos), bodies.review(video.vod_id)]) == {
        200
    }
    assert Rendition.objects.filter(state="success").count() == len(infos)
    assert (fresh(video).transcode, fresh(video).review) == ("success", "success")
