"""The machine's opinion of a video, and the event that tells it (`contract/vod.md` §D)."""

from django.db import transaction

from sandbox.events import bodies, outbox
from sandbox.models import Job


def perform(job: Job) -> None:
    with transaction.atomic():
        job.end(Job.State.DONE)
        outbox.put(bodies.review(job, suggestion="pass", label="normal"))


def give_up(job: Job) -> None:
    outbox.put(bodies.review_failed(job))
