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
from sandbox.jobs import analysis, review, snapshot, transcode
from sandbox.media import ffmpeg
from sandbox.media.facts import MediaError
from sandbox.models import Event, Grant, Job, Nonce, StsToken, Video
from sandbox.oss import files

logger = logging.getLogger(__name__)

POLL: Final = 0.2
"""Seconds between two looks at the database."""

REST: Final = timedelta(seconds=5)
"""How long a job rests after an error of our own."""

KINDS: Final[Mapping[str, ModuleType]] = {
    Job.Kind.ANALYSIS: analysis,
    Job.Kind.TRANSCODE: transcode,
    Job.Kind.SNAPSHOT: snapshot,
    Job.Kind.REVIEW: review,
}


def run_due(now: datetime | None = None) -> int:
    """Do the jobs that are due, those too that these lead to, and return how many there were."""
    done = 0
    while job := Job.objects.claim(now or timezone.now()):
        _run(job)
        done += 1
    return done


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
        _perform(job)
    except (Job.DoesNotExist, Video.DoesNotExist):
        logger.info("%s: its video was deleted meanwhile", job)
    except ffmpeg.Interrupted:
        raise
    except Exception:
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, due_at=timezone.now() + REST)
        raise


def _perform(job: Job) -> None:
    try:
        KINDS[job.kind].perform(job)
    except (MediaError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        logger.warning("%s failed: %s", job, reason)
        with transaction.atomic():
            job.refresh_from_db()
            job.end(Job.State.FAILED, reason)
            KINDS[job.kind].give_up(job)


class Worker:
    """Looks for due work in the background until it is told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        # A receiver that hangs must not hold up the media work, so each has a thread.
        steps = [(run_due, POLL)] * ffmpeg.AT_ONCE + [(deliver_due, POLL), (forget_expired, 600.0)]
        self._threads = [
            threading.Thread(target=self._loop, args=(step, pause), name=step.__name__, daemon=True)
            for step, pause in steps
        ]

    def start(self) -> None:
        Job.objects.resume()
        files.clear_unfinished()
        connections.close_all()  # The server forks next; each process opens its own.
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        ffmpeg.stop()
        for thread in self._threads:
            thread.join(timeout=2)

    def _loop(self, step: Callable[[], object], pause: float) -> None:
        # Waits first: the server forks its worker process right after the threads start.
        while not self._stop.wait(pause):
            try:
                step()
            except ffmpeg.Interrupted:
                break
            except Exception:  # The thread outlives whatever happens.
                logger.exception("%s stumbled", step.__name__)
        connections.close_all()
