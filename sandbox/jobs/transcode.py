"""Renditions, and the two events that tell of them (`contract/vod.md` §A, §D)."""

from django.db import transaction

from sandbox.events import bodies, outbox
from sandbox.media import work
from sandbox.media.facts import Facts
from sandbox.models import Job, Stream, Video
from sandbox.models.fields import hex_id
from sandbox.models.library import Status
from sandbox.oss import files


def submit(video: Video, group: str, extend: str) -> list[Job]:
    """Start one job per definition, all of one task.

    A template group that has "narrow" in its name also makes a narrow-band rendition of the largest.
    """
    definitions = work.tools().renditions(Facts(video.duration, video.width, video.height))
    wanted = [(definition, False) for definition in definitions]
    if "narrow" in group.lower():
        wanted.append((definitions[-1], True))
    if video.status != Status.BLOCKED and not video.streams.exists():
        video.status = Status.TRANSCODING
        video.save(update_fields=["status", "modified_at"])
    task_id = hex_id()
    return [
        video.jobs.create(
            kind=Job.Kind.TRANSCODE,
            task_id=task_id,
            wanted={"TemplateGroupId": group, "Definition": definition, "Narrow": narrow},
            extend=extend,
        )
        for definition, narrow in wanted
    ]


def perform(job: Job) -> None:
    video, tools = job.video, work.tools()
    source = files.path_of(video.object_key)
    definition, narrow = job.wanted["Definition"], job.wanted["Narrow"]
    extension = tools.container(source)
    with files.workplace() as folder:
        made = folder / f"made.{extension}"
        facts = tools.transcode(source, made, definition, narrow=narrow)
        with transaction.atomic():
            job.refresh_from_db()
            object_key = f"{video.video_id}/{job.job_id}-{definition.lower()}.{extension}"
            files.move(made, files.path_of(object_key))
            add_stream(video, object_key, definition, facts, job_id=job.job_id, narrow=narrow)
            job.end(Job.State.DONE)
            _tell(job)


def give_up(job: Job) -> None:
    _tell(job)


def add_stream(
    video: Video, object_key: str, definition: str, facts: Facts, *, job_id: str = "", narrow: bool = False
) -> Stream:
    """Keep a playable file of a video."""
    return video.streams.create(
        object_key=object_key,
        definition=definition,
        job_id=job_id or hex_id(),
        narrow=narrow,
        size=files.path_of(object_key).stat().st_size,
        duration=facts.duration,
        width=facts.width,
        height=facts.height,
        fps=facts.fps,
    )


def _tell(job: Job) -> None:
    """Tell of this stream, and of the whole task if it was the last."""
    outbox.put(bodies.stream_transcode(job))
    task = Job.objects.filter(task_id=job.task_id).order_by("pk")
    if task.unfinished().exists():
        return
    job.video.settle()
    outbox.put(bodies.transcode(task))
