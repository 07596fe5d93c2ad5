"""The look at a new file, outside of its upload; then what its template group asks for."""

from django.db import transaction

from sandbox.jobs import transcode
from sandbox.media import work
from sandbox.media.facts import Facts
from sandbox.models import Job
from sandbox.models.library import NO_TRANSCODE
from sandbox.oss import files


def perform(job: Job) -> None:
    facts = work.tools().probe(files.path_of(job.video.object_key))
    with transaction.atomic():
        _conclude(job, facts)


def give_up(job: Job) -> None:
    """A file that is no video does not play. The transcode jobs that follow fail, each with its event."""
    _conclude(job, Facts())


def _conclude(job: Job, facts: Facts) -> None:
    job.refresh_from_db(fields=["video"])
    video = job.video
    video.duration, video.width, video.height = facts.duration, facts.width, facts.height
    video.save(update_fields=["duration", "width", "height", "modified_at"])
    if job.state != Job.State.FAILED:
        job.end(Job.State.DONE)
    if video.template_group_id != NO_TRANSCODE:
        transcode.submit(video, video.template_group_id, video.extend)
        return
    video.streams.filter(object_key=video.object_key).delete()
    if job.state == Job.State.DONE:
        transcode.add_stream(video, video.object_key, "OD", facts)
    video.settle()
