"""What the console lists, newest first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from sandbox import credentials
from sandbox.models import Event, Image, Job, Stream, Video

SHOWN: Final = 40
"""Rows of each list."""


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Upload:
    video: Video
    cover: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Notice:
    event: Event
    body: str


def context() -> dict[str, Any]:
    """Return everything that changes by itself."""
    return {
        "uploads": list(_uploads()),
        "pictures": [Link(one.title or "Untitled", credentials.url(one.object_key)) for one in _pictures()],
        "jobs": Job.objects.select_related("video").order_by("-pk")[:SHOWN],
        "notices": [Notice(event, _written(event.body)) for event in Event.objects.order_by("-pk")[:SHOWN]],
        "counts": {
            "uploads": Video.objects.count(),
            "open jobs": Job.objects.unfinished().count(),
            "failed jobs": Job.objects.filter(state=Job.State.FAILED).count(),
            "waiting events": Event.objects.filter(state=Event.State.WAITING).count(),
            "dropped events": Event.objects.filter(state=Event.State.DROPPED).count(),
        },
    }


def _uploads() -> Iterator[Upload]:
    for video in Video.objects.prefetch_related("streams").order_by("-pk")[:SHOWN]:
        links = [_link(stream) for stream in video.streams.all()]
        # A cover elsewhere is not loaded: the page asks nobody but us.
        ours = video.cover_url.startswith(f"{settings.SANDBOX_PUBLIC_URL}/")
        yield Upload(video, video.cover_url if ours else "", links)


def _link(stream: Stream) -> Link:
    name = f"{stream.definition} narrow" if stream.narrow else stream.definition
    return Link(name, credentials.url(stream.object_key))


def _pictures() -> Any:
    return Image.objects.exclude(uploaded_at=None).order_by("-pk")[:SHOWN]


def _written(body: Any) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)
