"""Delete what is kept for a while only, in batches that hold nobody up."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db.models import Model, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from callbacks.models import Receipt

BATCH: Final = 1_000

Rows = Callable[[datetime], QuerySet[Any]]


def old_callbacks(before: datetime) -> QuerySet[Any]:
    return Receipt.objects.filter(received_at__lt=before)


def old_tasks(before: datetime) -> QuerySet[Any]:
    return DBTaskResult.objects.filter(status__in=("SUCCESSFUL", "FAILED"), finished_at__lt=before)


def old_failures(before: datetime) -> QuerySet[Any]:
    attempts: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__lt=before)
    return attempts


def old_sessions(before: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=before)


# What is pruned, and the setting that says after how many days; 0 keeps it for ever.
KINDS: Final[tuple[tuple[str, str, Rows], ...]] = (
    ("callbacks", "KEEP_CALLBACKS_DAYS", old_callbacks),
    ("task results", "KEEP_TASKS_DAYS", old_tasks),
    ("failed logins", "KEEP_LOGINS_DAYS", old_failures),
    ("sessions", "KEEP_SESSIONS_DAYS", old_sessions),
    ("guests", "KEEP_GUESTS_DAYS", User.objects.forgotten_guests),
)


class Command(BaseCommand):
    help = "Delete callbacks, task results, failed logins, sessions and forgotten guests past their time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would go; delete nothing")

    def handle(self, *args: Any, dry_run: bool, verbosity: int, **options: Any) -> None:
        for kind, setting, rows in KINDS:
            days = getattr(settings, setting)
            if not days:
                continue
            old = rows(timezone.now() - timedelta(days=days))
            gone = old.count() if dry_run else delete(old)
            if verbosity:
                verb = "Would delete" if dry_run else "Deleted"
                self.stdout.write(f"{verb} {gone} {kind} older than {days} days.")


def delete(rows: QuerySet[Model]) -> int:
    """Delete the rows, each batch in a transaction of its own; return how many there were.

    A batch begins behind the last one, so that nothing is looked at twice: neither what stays, which a
    random key has everywhere between, nor what was deleted just now.
    """
    gone = 0
    keys = ahead = rows.order_by("pk").values_list("pk", flat=True)
    while batch := list(ahead[:BATCH]):
        gone += rows.filter(pk__in=batch).delete()[1].get(rows.model._meta.label, 0)
        ahead = keys.filter(pk__gt=batch[-1])
    return gone
