"""Keep the callback, and act on it once."""

import hashlib
import logging
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from callbacks import events
from callbacks.handlers import HANDLERS
from callbacks.models import Receipt
from qulive.figures import figures
from qulive.prepared import Prepared, Slot, insert

logger = logging.getLogger(__name__)

KNOWN: Final = Prepared(lambda: Receipt.objects.filter(digest=Slot("digest")).values_list("pk", "handled_at"))


class HandledMeanwhile(Exception):
    """Another delivery of the same event was faster."""


def receive(body: bytes) -> None:
    """Keep the body and act on it, unless that was done before. Raises UnreadableBody.

    What goes wrong inside is raised on, after the receipt has it: VOD then tries again, and if it gives
    up the receipt can be handled later.
    """
    event = events.read(body)
    receipt = Receipt(
        digest=hashlib.sha256(body).hexdigest(),
        event_type=event.type,
        vod_id=event.vod_id,
        event_time=event.time,
        body=events.clean(body.decode(errors="replace"), len(body)),
    )
    if known := KNOWN.rows(digest=receipt.digest):
        receipt.pk, receipt.handled_at = known[0]
    if receipt.handled_at:
        count(event, "duplicate")
    else:
        act(receipt, event)


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
    """Handle the event, or keep why that failed, and raise it."""
    try:
        outcome = handle(receipt, event)
    except HandledMeanwhile:
        count(event, "duplicate")
    except Exception as error:
        # Any failure of ours: kept for the log and for a second try, then raised as it is.
        keep_failed(receipt, f"{type(error).__name__}: {error}"[:500])
        count(event, Receipt.Outcome.FAILED)
        raise
    else:
        count(event, outcome)


def handle(receipt: Receipt, event: events.Event) -> Receipt.Outcome:
    """Hand it to its handler; its changes and the receipt are written together, or not at all.

    Raises HandledMeanwhile, or what went wrong.
    """
    try:
        with transaction.atomic():
            outcome = outcome_of(event)
            keep_handled(receipt, outcome)
    except IntegrityError:
        # As a rule its receipt is there by now.
        if any(handled_at for _pk, handled_at in KNOWN.rows(digest=receipt.digest)):
            raise HandledMeanwhile from None
        raise
    return outcome


def outcome_of(event: events.Event) -> Receipt.Outcome:
    handler = HANDLERS.get(event.type)
    if handler is None:
        return Receipt.Outcome.UNKNOWN_EVENT
    return Receipt.Outcome.APPLIED if handler(event) else Receipt.Outcome.NO_CHANGE


def keep_handled(receipt: Receipt, outcome: Receipt.Outcome) -> None:
    """Write down that it is handled. Raises HandledMeanwhile, which undoes what this delivery did.

    That a new one was faster may show only at the commit, as IntegrityError.
    """
    if receipt.pk is None:
        receipt.handled_at, receipt.outcome = timezone.now(), outcome
        insert(receipt)
    else:
        handled = {"handled_at": timezone.now(), "outcome": outcome, "error": ""}
        if not Receipt.objects.unhandled().filter(pk=receipt.pk).update(**handled):
            raise HandledMeanwhile


def keep_failed(receipt: Receipt, error: str) -> None:
    """Write down that it failed, unless another delivery did not."""
    receipt.outcome, receipt.error = Receipt.Outcome.FAILED, error
    known = Receipt.objects.unhandled().filter(digest=receipt.digest)
    if not known.update(outcome=receipt.outcome, error=error):
        receipt.pk, receipt.handled_at = None, None
        Receipt.objects.bulk_create([receipt], ignore_conflicts=True)


def count(event: events.Event, outcome: str) -> None:
    """Let Prometheus know, if it wants to. Names that we don't know could be any number of them."""
    if counts := figures():
        counts.callback(event.type if event.type in HANDLERS else "other", outcome)
