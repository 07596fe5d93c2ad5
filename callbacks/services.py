"""Keep the callback, then act on it once."""

import hashlib
import logging

from django.db import transaction
from django.utils import timezone

from callbacks import events
from callbacks.handlers import HANDLERS
from callbacks.models import Receipt
from qulive.figures import figures

logger = logging.getLogger(__name__)


def receive(body: bytes) -> Receipt:
    """Keep the body and act on it, unless that was done before. Raises UnreadableBody.

    What goes wrong inside is raised on, after the receipt has it: VOD then tries again, and if it gives
    up the receipt can be handled later.
    """
    event = events.read(body)
    receipt, _created = Receipt.objects.get_or_create(
        digest=hashlib.sha256(body).hexdigest(),
        defaults={
            "event_type": event.type,
            "vod_id": event.vod_id,
            "event_time": event.time,
            "body": events.clean(body.decode(errors="replace"), len(body)),
        },
    )
    if receipt.handled_at is None:
        act(receipt, event)
    else:
        count(event, "duplicate")
    return receipt


def replay(receipt: Receipt) -> None:
    """Act on a receipt that was kept but not handled. Raises what goes wrong again."""
    act(receipt, events.read(receipt.body.encode()))


def try_again(receipt: Receipt) -> Receipt.Outcome:
    """Replay, and return how it went: one that fails again must not keep the others from their turn."""
    try:
        replay(receipt)
    except Exception:
        # Whatever it is, it is on the receipt now.
        logger.exception("Callback %s failed again", receipt.pk)
    receipt.refresh_from_db()
    return Receipt.Outcome(receipt.outcome or Receipt.Outcome.FAILED)


def act(receipt: Receipt, event: events.Event) -> None:
    """Hand the event to its handler; its changes and the receipt's outcome are written together."""
    try:
        with transaction.atomic():
            handled = Receipt.objects.filter(pk=receipt.pk, handled_at=None)
            if handled.update(handled_at=timezone.now(), error=""):
                outcome = outcome_of(event)
                Receipt.objects.filter(pk=receipt.pk).update(outcome=outcome)
                transaction.on_commit(lambda: count(event, outcome))
    except Exception as error:
        # Any failure of ours: kept for the log and for a second try, then raised as it is.
        Receipt.objects.filter(pk=receipt.pk).update(
            outcome=Receipt.Outcome.FAILED, error=f"{type(error).__name__}: {error}"[:500]
        )
        count(event, Receipt.Outcome.FAILED)
        raise


def outcome_of(event: events.Event) -> Receipt.Outcome:
    handler = HANDLERS.get(event.type)
    if handler is None:
        return Receipt.Outcome.UNKNOWN_EVENT
    return Receipt.Outcome.APPLIED if handler(event) else Receipt.Outcome.NO_CHANGE


def count(event: events.Event, outcome: str) -> None:
    """Let Prometheus know, if it wants to. Names that we don't know could be any number of them."""
    if counts := figures():
        counts.callback(event.type if event.type in HANDLERS else "other", outcome)
