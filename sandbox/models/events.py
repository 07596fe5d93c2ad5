from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class EventQuerySet(models.QuerySet["Event"]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=Event.State.WAITING, due_at__lte=now).order_by("due_at", "pk")


class Event(models.Model):
    """One notification: its body, and what the receiver answered to each try."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DROPPED = "dropped"

    kind = models.CharField(max_length=64)
    media_id = models.CharField(max_length=32, db_index=True)
    body = models.JSONField()
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    answers = models.JSONField(default=list)  # an HTTP status or an error's text per try
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="sandbox_event_due")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.media_id}"
