from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def unhandled(self) -> Self:
        return self.filter(handled_at=None)

    def failed(self) -> Self:
        return self.filter(outcome=Receipt.Outcome.FAILED)


class Receipt(models.Model):
    """One event that VOD told us of, kept as it came. The same body twice is the same event."""

    class Outcome(models.TextChoices):
        APPLIED = "applied", _("Applied")
        NO_CHANGE = "no change", _("Changed nothing")
        UNKNOWN_EVENT = "unknown event", _("Unknown event")
        FAILED = "failed", _("Failed")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    event_type = models.CharField(_("event"), max_length=64, blank=True)
    vod_id = models.CharField(_("video id"), max_length=64, blank=True, db_index=True)
    event_time = models.DateTimeField(_("event time"), null=True)
    body = models.TextField(_("body"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled"), null=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("callback")
        verbose_name_plural = _("callbacks")
        indexes = [
            models.Index("received_at", name="receipt_unhandled", condition=Q(handled_at=None)),
            # What the back office filters its log by.
            models.Index(fields=["received_at", "id"], name="receipt_received"),
            models.Index(fields=["outcome", "received_at", "id"], name="receipt_outcome"),
            models.Index(fields=["event_type", "received_at", "id"], name="receipt_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.vod_id}".strip()
