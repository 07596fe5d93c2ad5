"""Demo videos: a few clips under many titles, which enter the cloud through its own API."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import User
from qulive import aliyun
from qulive.aliyun import oss
from qulive.aliyun.errors import CloudBusy, MediaNotFound
from qulive.aliyun.types import Media
from videos import feed, transcode, uploads
from videos.models import Video
from videos.states import MachineVerdict, Review, Snapshots, Status, Transcode

SAMPLE = Path(__file__).parent / "sample"
# So many of the newest wait for a reviewer.
PENDING = 2
# What the machine says of those: it leaves them to a person.
UNSURE = {
    "review": Review.CHECK,
    "review_reason": "logo",
    "machine_verdict": MachineVerdict.REVIEW,
    "machine_label": "logo",
    "machine_modules": "video,image-cover",
}
APPROVED = {"review": Review.APPROVED, "machine_verdict": MachineVerdict.PASS, "machine_label": "normal"}
# Seconds that the cloud may take to look at one small clip.
PATIENCE = 60


@dataclass
class DemoVideo:
    """A title for one of the clips, and the row that it became."""

    clip: Path
    owner: User
    facts: dict[str, Any]
    age: timedelta
    pending: bool
    row: Video = field(init=False)


def publish_demo_videos(owners: list[User]) -> Iterator[Video]:
    """Publish the demo videos that are not there yet, oldest first, and yield each new row."""
    missing = [demo for demo in demo_videos(owners) if not is_there(demo)]
    for demo in missing:
        demo.row = upload(demo)
    covers: dict[Path, str] = {}
    for demo in missing:
        if demo.clip not in covers:
            covers[demo.clip] = take_cover(demo.row.vod_id)
        yield publish(demo, covers[demo.clip])


def demo_videos(owners: list[User]) -> list[DemoVideo]:
    sample = json.loads((SAMPLE / "clips.json").read_text(encoding="utf-8"))
    clips, titles = sample["clips"], sample["titles"]
    return [
        DemoVideo(
            clip=SAMPLE / clips[number % len(clips)]["file"],
            owner=owners[number % len(owners)],
            facts={
                "title": title["title"],
                "description": title["description"],
                "tags": title["tags"],
                "category_name": title["cateName"],
            },
            age=timedelta(hours=len(titles) - number),
            pending=number >= len(titles) - PENDING,
        )
        for number, title in enumerate(titles)
    ]


def is_there(demo: DemoVideo) -> bool:
    """Tell whether an earlier run published this one; what it left half done, or the cloud lost, goes."""
    rows = Video.objects.existing().filter(owner=demo.owner, title=demo.facts["title"])
    row = rows.exclude(published_at=None).first()
    if row is not None:
        try:
            aliyun.vod().media(row.vod_id)
        except MediaNotFound:
            pass
        else:
            return True
    rows.delete()
    return False


def upload(demo: DemoVideo) -> Video:
    content = demo.clip.read_bytes()
    credential = uploads.start_upload(
        demo.owner,
        title=demo.facts["title"],
        file_name=demo.clip.name,
        size=len(content),
        description=demo.facts["description"],
        tags=demo.facts["tags"],
    )
    oss.upload(credential, content)
    return Video.objects.get(vod_id=credential.media_id)


def take_cover(vod_id: str) -> str:
    wait_for(vod_id, lambda media: media.status == Status.NORMAL)
    aliyun.vod().snapshots(vod_id, count=1)
    return wait_for(vod_id, lambda media: bool(media.cover_url)).cover_url


def publish(demo: DemoVideo, cover_url: str) -> Video:
    """Make the row what it would be after review and transcoding; the source is its rendition."""
    media = wait_for(demo.row.vod_id, lambda media: media.status == Status.NORMAL)
    at = timezone.now() - demo.age
    Video.objects.filter(pk=demo.row.pk).update(
        **demo.facts,
        status=media.status,
        duration=media.duration,
        size=media.size,
        cover_url=cover_url,
        first_frame_url=cover_url,
        snapshot=Snapshots.DONE,
        transcode=Transcode.DONE,
        **(UNSURE if demo.pending else APPROVED),
        created_at=at,
        uploaded_at=timezone.now(),
        published_at=at,
    )
    title, description = demo.facts["title"], demo.facts["description"]
    aliyun.vod().describe(media.media_id, title=title, description=description, cover_url=cover_url)
    transcode.keep_streams(demo.row.vod_id, aliyun.vod().streams(demo.row.vod_id))
    feed.recommend(demo.row)
    return demo.row


def wait_for(vod_id: str, condition: Callable[[Media], bool]) -> Media:
    """Ask until the cloud has done its part. Raises CloudBusy when that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not condition(media := aliyun.vod().media(vod_id)):
        if time.monotonic() > deadline:
            raise CloudBusy(f"The cloud did not finish {vod_id} within {PATIENCE} s.")
        time.sleep(0.1)
    return media
