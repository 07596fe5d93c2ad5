from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from sandbox.models.fields import hex_id
from sandbox.models.library import Stream, Video


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))

    def due(self, now: datetime) -> Self:
        return self.filter(state=Job.State.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def claim(self, now: datetime) -> "Job | None":
        """Return a due job that nobody else works on, or None."""
        while job := self.due(now).select_related("video").first():
            if self.filter(pk=job.pk, state=Job.State.WAITING).update(state=Job.State.RUNNING):
                return job
        return None

    def resume(self) -> None:
        """Put back what a stopped process had begun."""
        self.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)


class Job(models.Model):
    """Media work that was asked for. A restart finds it here and does it."""

    class Kind(models.TextChoices):
        ANALYSIS = "analysis"
        TRANSCODE = "transcode"
        SNAPSHOT = "snapshot"
        REVIEW = "review"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    job_id = models.CharField(max_length=32, unique=True, default=hex_id)
    task_id = models.CharField(max_length=32, default=hex_id, db_index=True)
    kind = models.CharField(max_length=16, choices=Kind)
    video = models.ForeignKey(Video, models.CASCADE, related_name="jobs")
    wanted = models.JSONField(default=dict)  # the request's own parameters
    extend = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    error = models.TextField(blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="sandbox_job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.job_id}"

    @property
    def stream(self) -> Stream | None:
        """What this transcode job made, if it did."""
        return Stream.objects.filter(job_id=self.job_id).first()

    def end(self, state: State, error: str = "") -> None:
        self.state, self.error = state, error
        self.save(update_fields=["state", "error"])
