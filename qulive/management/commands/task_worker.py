"""The task worker: django-tasks-db's, for all queues, which also says that it lives."""

import logging
from argparse import ArgumentParser
from datetime import timedelta
from threading import Event, Thread
from typing import Any, Final

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from qulive.models import Heartbeat
from qulive.production import refuse_half_configured

logger = logging.getLogger(__name__)

SECONDS: Final = 10
# What a worker that is gone leaves behind.
FORGOTTEN: Final = timedelta(days=1)


class Command(db_worker.Command):
    help = "Do what has to be done in the background, until it is stopped. Run as many as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*", interval=0.3, reload=False)

    def handle(self, *args: Any, worker_id: str, **options: Any) -> None:
        refuse_half_configured()
        stopped = Event()
        Thread(target=beat, args=(worker_id, stopped), daemon=True).start()
        try:
            super().handle(*args, worker_id=worker_id, **options)
        finally:
            stopped.set()


def beat(worker: str, stopped: Event) -> None:
    """Write down every few seconds that the worker lives. A database that is away is not our matter."""
    while not stopped.is_set():
        try:
            Heartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})
            Heartbeat.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
        except DatabaseError as error:
            logger.warning("The worker's heartbeat was not written: %s", type(error).__name__)
        finally:
            connection.close()
        stopped.wait(SECONDS)
