"""Who changed what, where Django does not write it down by itself: actions on many rows, drags, imports."""

from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.http import HttpRequest


def log(request: HttpRequest, rows: Iterable[Model], message: str) -> None:
    """Write down that the operator changed these rows, and how: a sentence for people. One insert for all."""
    LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, message)  # type: ignore[arg-type]  # any rows do
