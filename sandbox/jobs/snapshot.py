"""Pictures of a video, and the event that tells where they are (`contract/vod.md` §D)."""

from django.db import transaction

from sandbox import credentials
from sandbox.events import bodies, outbox
from sandbox.media import work
from sandbox.models import Job
from sandbox.oss import files


def perform(job: Job) -> None:
    video = job.video
    pattern = f"{video.video_id}/snapshots/{job.job_id[:16]}-{{SnapshotCount}}.jpg"
    with files.workplace() as folder:
        pictures = work.tools().snapshots(files.path_of(video.object_key), folder, job.wanted)
        with transaction.atomic():
            job.refresh_from_db()
            keys = [pattern.replace("{SnapshotCount}", picture.stem) for picture in pictures]
            for picture, key in zip(pictures, keys, strict=True):
                files.move(picture, files.path_of(key))
            video.refresh_from_db()
            video.snapshots = keys
            video.cover_url = video.cover_url or credentials.url(keys[0])
            video.save(update_fields=["snapshots", "cover_url", "modified_at"])
            job.end(Job.State.DONE)
            outbox.put(bodies.snapshot(job, pattern=pattern, count=len(keys)))


def give_up(job: Job) -> None:
    outbox.put(bodies.snapshot_failed(job))
