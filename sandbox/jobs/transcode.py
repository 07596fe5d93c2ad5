"""Renditions, and the two events that tell of them (`contract/vod.md` §D)."""

from django.db import transaction

from sandbox.events import bodies, outbox
from sandbox.media import work
from sandbox.models import Job, Stream, Video
from sandbox.models.library import Status
from sandbox.oss import files


def perform(job: Job) -> None:
    video = job.video
    source = files.path_of(video.object_key)
    facts = work.probe(source)
    object_key = work.transcode(video.object_key)
    with transaction.atomic():
        add_stream(video, object_key, work.definition(facts), facts, job_id=job.job_id)
        job.end(Job.State.DONE)
        _tell(job)


def give_up(job: Job) -> None:
    _tell(job)


def add_stream(video: Video, object_key: str, definition: str, facts: work.Facts, **ids: str) -> Stream:
    """Keep a playable file of a video."""
    return video.streams.create(
        object_key=object_key,
        definition=definition,
        size=files.path_of(object_key).stat().st_size,
        duration=facts.duration,
        width=facts.width,
        height=facts.height,
        **ids,
    )


def _tell(job: Job) -> None:
    """Tell of this stream, and of the whole task if it was the last."""
    outbox.put(bodies.stream_transcode(job))
    task = Job.objects.filter(task_id=job.task_id).order_by("pk")
    if task.unfinished().exists():
        return
    _settle(job.video)
    outbox.put(bodies.transcode(task))


def _settle(video: Video) -> None:
    """A blocked video stays blocked; any other one plays if it has a stream."""
    video.refresh_from_db()
    if video.status != Status.BLOCKED:
        played = video.streams.exists()
        video.status = Status.NORMAL if played else Status.TRANSCODE_FAILED
        video.save(update_fields=["status", "modified_at"])
