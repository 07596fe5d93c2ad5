"""Who changed what, where Django does not write it down by itself: actions on many rows, drags, imports."""

from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override


def log(request: HttpRequest, rows: Iterable[Model], what: str | Promise, details: str = "") -> None:
    """Write down that the operator changed these rows, and how. One insert for all.

    What was done is kept in English, and told in the reader's language; on a line of its own stand the
    details, such as a reason.
    """
    with override("en"):
        message = f"{what}\n{details}" if details else f"{what}"
    LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, message)  # type: ignore[arg-type]  # any rows do


def sentence(entry: LogEntry) -> str:
    """Return how something was changed, for the reader."""
    message: str = entry.get_change_message()
    what, _newline, details = (_(part) if part else "" for part in message.partition("\n"))
    return _("%(what)s: %(details)s") % {"what": what, "details": details} if details else what
