"""Does what is due: media jobs, events, and the removal of what has expired."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import ModuleType
from typing import Final

from django.db import connections, transaction
from django.utils import timezone

from sandbox.events import delivery
from sandbox.jobs import review, snapshot, transcode
from sandbox.media.work import MediaError
from sandbox.models import Event, Grant, Job, Nonce, StsToken

logger = logging.getLogger(__name__)

POLL: Final = 0.2
"""Seconds between two looks at the database."""

KINDS: Final[Mapping[str, ModuleType]] = {
    Job.Kind.TRANSCODE: transcode,
    Job.Kind.SNAPSHOT: snapshot,
    Job.Kind.REVIEW: review,
}


def run_due(now: datetime | None = None) -> int:
    """Do the jobs that are due, and return how many there were."""
    jobs = list(Job.objects.due(now or timezone.now()).select_related("video"))
    for job in jobs:
        _run(job)
    return len(jobs)


def deliver_due(now: datetime | None = None, send: delivery.Post | None = None) -> int:
    """Try the events that are due once each, and return how many there were."""
    moment = now or timezone.now()
    events = list(Event.objects.due(moment))
    for event in events:
        delivery.deliver(event, now or timezone.now(), send or delivery.post)
    return len(events)


def forget_expired(now: datetime | None = None) -> None:
    """Remove nonces and keys that no request can use any more.

    An expired key is kept for a day, so that it is answered as expired rather than unknown.
    """
    moment = now or timezone.now()
    Nonce.objects.filter(seen_at__lt=moment - timedelta(hours=1)).delete()
    Grant.objects.filter(expires_at__lt=moment - timedelta(days=1)).delete()
    StsToken.objects.filter(expires_at__lt=moment - timedelta(days=1)).delete()


def _run(job: Job) -> None:
    try:
        KINDS[job.kind].perform(job)
    except (MediaError, OSError) as error:
        logger.warning("%s failed: %s", job, error)
        with transaction.atomic():
            job.end(Job.State.FAILED, str(error))
            KINDS[job.kind].give_up(job)


class Worker:
    """Looks for due work in the background until it is told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        # A receiver that hangs must not hold up the media work, so each has a thread.
        self._threads = [
            threading.Thread(target=self._loop, args=(step, pause), name=step.__name__, daemon=True)
            for step, pause in ((run_due, POLL), (deliver_due, POLL), (forget_expired, 600.0))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _loop(self, step: Callable[[], object], pause: float) -> None:
        # Waits first: the server forks its worker process right after the threads start.
        while not self._stop.wait(pause):
            try:
                step()
            except Exception:  # The thread outlives whatever happens.
                logger.exception("%s stumbled", step.__name__)
        connections.close_all()
