"""Lives of videos as VOD tells them, and how each must end whatever order their events come in.

`python -m benchmarks.lives make PREFIX COUNT` writes the published videos, `… check PREFIX COUNT` prints
how many of them are not exactly what their events make of them.
"""

import json
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import Any

import django

from benchmarks.appserver import CALLBACK_KEY, CALLBACK_URL
from benchmarks.posting import post

CDN = "http://cdn.example.com"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
SIZE, DURATION, PICTURES = 1_439_213, 12, 8
DEFINITIONS = ("LD", "HD")


def vod_ids(prefix: str, count: int) -> list[str]:
    return [f"{prefix}-{number:026d}" for number in range(count)]


def events(vod_id: str) -> list[dict[str, Any]]:
    """The nine events from a file's arrival to its last rendition (contract/vod.md §D)."""
    arrived = {"Size": SIZE, "FileUrl": f"{CDN}/{vod_id}/source.mp4"}
    streams = [stream(vod_id, definition) for definition in DEFINITIONS]
    verdict = {"Suggestion": "pass", "Label": "normal", "AbnormalModules": ""}
    named, media = {"VideoId": vod_id}, {"MediaId": vod_id}
    taken = {**named, "SubType": "SpecifiedTime"}
    told: list[tuple[str, dict[str, Any]]] = [
        ("FileUploadComplete", {**named, **arrived}),
        ("VideoAnalysisComplete", {**named, "Duration": str(DURATION)}),
        ("SnapshotComplete", {**taken, "SnapshotInfos": [pictures(vod_id, 1)]}),
        ("SnapshotComplete", {**taken, "SnapshotInfos": [pictures(vod_id, PICTURES)]}),
        ("AIMediaAuditComplete", {**media, "JobId": f"review-{vod_id}", "Data": verdict}),
        ("CreateAuditComplete", {**media, "AuditStatus": "Normal", "SubType": "video"}),
        *(("StreamTranscodeComplete", {**named, **one}) for one in streams),
        ("TranscodeComplete", {**named, "StreamInfos": streams}),
    ]
    return [
        {"Status": "success", **facts, "EventType": kind, "EventTime": at(second)}
        for second, (kind, facts) in enumerate(told)
    ]


def at(second: int) -> str:
    return (BEGIN + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def stream(vod_id: str, definition: str) -> dict[str, Any]:
    facts = {"Duration": DURATION, "Format": "mp4", "Height": 960, "Width": 540, "Size": SIZE}
    url = f"{CDN}/{vod_id}/{definition}.mp4"
    return {"JobId": f"{definition}-{vod_id}", "Definition": definition, "FileUrl": url, **facts}


def pictures(vod_id: str, count: int) -> dict[str, Any]:
    return {"SnapshotCount": count, "SnapshotRegular": f"{CDN}/{vod_id}/{count}-{{SnapshotCount}}.jpg"}


def signed(told: Iterable[dict[str, Any]]) -> list[bytes]:
    """Return the events as requests that VOD signed just now; the signature holds for five minutes."""
    timestamp = str(int(time.time()))
    text = f"{CALLBACK_URL}|{timestamp}|{CALLBACK_KEY}"
    signature = md5(text.encode(), usedforsecurity=False).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-VOD-TIMESTAMP": timestamp,
        "X-VOD-SIGNATURE": signature,
    }
    return [post("/vodcallback/callback", json.dumps(event).encode(), headers) for event in told]


def make(prefix: str, count: int) -> None:
    """Write videos that were published just before their events begin to arrive."""
    from accounts.models import User  # noqa: PLC0415 - Django is up only now
    from videos.models import Video  # noqa: PLC0415

    owner, _created = User.objects.get_or_create(username="publisher", defaults={"nickname": "Publisher"})
    fresh = {"owner": owner, "title": "Harbour", "published_at": BEGIN, "review": "onCensor"}
    Video.objects.bulk_create([Video(vod_id=vod_id, **fresh) for vod_id in vod_ids(prefix, count)])


def check(prefix: str, count: int) -> None:
    from callbacks.models import Receipt  # noqa: PLC0415
    from videos.models import Video  # noqa: PLC0415

    ids = vod_ids(prefix, count)
    videos = Video.objects.filter(vod_id__in=ids).prefetch_related("renditions", "snapshots")
    right = sum(end_of(video) == expected_end(video.vod_id) for video in videos)
    handled = Receipt.objects.filter(vod_id__in=ids, handled_at__isnull=False, error="")
    unkept = count * len(events("")) - handled.count()
    sys.stdout.write(f"{count - right + abs(unkept)}\n")


def end_of(video: Any) -> tuple[Any, ...]:
    return (
        (video.status, video.review, video.snapshot, video.transcode),
        (video.size, video.duration, video.file_url, video.first_frame_url, video.cover_url),
        sorted((one.job_id, one.state, one.url, one.definition) for one in video.renditions.all()),
        sorted((one.number, one.url) for one in video.snapshots.all()),
    )


def expected_end(vod_id: str) -> tuple[Any, ...]:
    """All is well, the best rendition plays, and the picture taken to be the first frame is it."""
    streams = {name: stream(vod_id, name) for name in DEFINITIONS}
    frame = f"{CDN}/{vod_id}/1-00001.jpg"
    return (
        ("Normal", "success", "success", "success"),
        (SIZE, DURATION, streams["HD"]["FileUrl"], frame, frame),
        sorted((one["JobId"], "success", one["FileUrl"], name) for name, one in streams.items()),
        [(n, f"{CDN}/{vod_id}/{PICTURES}-{n:05d}.jpg") for n in range(1, PICTURES + 1)],
    )


if __name__ == "__main__":
    django.setup()
    {"make": make, "check": check}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
