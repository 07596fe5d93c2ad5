"""Videos as rows, for tests that don't need the cloud to make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings

from accounts.models import User
from tests.memory import forget
from videos import feed
from videos.models import Recommendation, Rendition, Video

# A moment that is the same in every process, so that it may stand in a test's name.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

PUBLIC = {
    "title": "Sea at dawn",
    "description": "Waves",
    "duration": 10.4167,
    "size": 389938,
    "cover_url": "http://cdn.example.com/cover.jpg",
    "first_frame_url": "http://cdn.example.com/frame.jpg",
    "file_url": "http://cdn.example.com/sea.mp4",
    "status": "Normal",
    "review": "success",
    "transcode": "success",
    "snapshot": "success",
}

# The budget of a property. Each of its examples is rolled back, so they may share the test's fixtures.
BUDGET = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# Where one example makes some twenty requests.
SMALL_BUDGET = settings(BUDGET, max_examples=20)


def a_video(owner: User | None, **facts: Any) -> Video:
    """A public video, as far as the facts don't say otherwise."""
    born = timezone.now() - timedelta(hours=1)
    times = {"created_at": born, "uploaded_at": born, "published_at": born}
    return Video.objects.create(vod_id=uuid4().hex, owner=owner, **{**PUBLIC, **times, **facts})


def a_draft(owner: User | None, **facts: Any) -> Video:
    """A video that is uploaded and not published."""
    nothing_yet = {"review": "", "transcode": "", "snapshot": "", "published_at": None}
    return a_video(owner, **{**nothing_yet, **facts})


def a_rendition(video: Video, job_id: str = "job-1", **facts: Any) -> Rendition:
    usual = {"state": "success", "definition": "LD", "format": "mp4", "width": 540, "height": 960}
    url = f"http://cdn.example.com/{job_id}.mp4"
    return Rendition.objects.create(video=video, job_id=job_id, **{**usual, "url": url, **facts})


def several(count: int, *owners: User, **facts: Any) -> list[Video]:
    """So many public videos of these owners in turn, the newest first."""
    now = timezone.now()
    videos = []
    for n, owner in enumerate(islice(cycle(owners), count)):
        usual = {**PUBLIC, "published_at": now - timedelta(minutes=n)}
        videos.append(Video(vod_id=uuid4().hex, owner=owner, **{**usual, **facts}))
    return list(Video.objects.bulk_create(videos))


def recommended(count: int, *owners: User) -> list[Video]:
    """So many videos in the recommended list, in its order, above those that are there."""
    videos = several(count, *owners)
    below = Recommendation.objects.count()
    places = [
        Recommendation(video=video, position=below + position)
        for position, video in zip(range(count, 0, -1), videos, strict=True)
    ]
    Recommendation.objects.bulk_create(places)
    feed.recount()
    return videos


def change(video: Video, **facts: Any) -> None:
    """Change what the video is, as every service does."""
    with feed.changing(video.vod_id):
        Video.objects.filter(pk=video.pk).update(**facts)


def fresh(video: Video) -> Video:
    """The video as the database has it now."""
    return Video.objects.get(pk=video.pk)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside never happened: one example of a property leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget()
