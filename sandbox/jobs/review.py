"""The machine's opinion of a video, and the event that tells it (`contract/vod.md` §D)."""

from django.db import transaction

from sandbox.events import audit_bodies, outbox
from sandbox.jobs import verdicts
from sandbox.media import work
from sandbox.models import Job
from sandbox.oss import files


def perform(job: Job) -> None:
    # A machine that cannot see the video has no opinion.
    work.tools().probe(files.path_of(job.video.object_key))
    with transaction.atomic():
        job.refresh_from_db()
        job.end(Job.State.DONE)
        outbox.put(audit_bodies.review(job, verdicts.of(job.video)))


def give_up(job: Job) -> None:
    outbox.put(audit_bodies.review_failed(job))
