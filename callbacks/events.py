"""An event out of VOD's body, whatever its shape (contract/vod.md §D, contract/clients.md §4)."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

ID_FIELDS = ("VideoId", "MediaId", "ImageId")


class UnreadableBody(Exception):
    """The body is not a JSON object."""


@dataclass(frozen=True)
class Event:
    fields: dict[str, Any]

    @property
    def type(self) -> str:
        return self.text("EventType")

    @property
    def vod_id(self) -> str:
        return self.text(*ID_FIELDS)

    @cached_property
    def time(self) -> datetime | None:
        return read_time(self.text("EventTime"))

    @property
    def told_at(self) -> datetime:
        """When it happened, as far as it says; never later than now."""
        now = timezone.now()
        return min(self.time or now, now)

    @property
    def succeeded(self) -> bool:
        return self.text("Status") == "success"

    def text(self, *names: str) -> str:
        """Return the first of these fields that is there, as a text that a database takes."""
        found = (self.fields[name] for name in names if self.fields.get(name) is not None)
        return clean(next(found, ""))

    def nested(self, name: str) -> dict[str, Any]:
        """Return a field that holds an object, or the same as JSON text."""
        value = self.fields.get(name)
        if isinstance(value, str):
            value = read_json(value)
        return value if isinstance(value, dict) else {}

    def rows(self, name: str) -> list[dict[str, Any]]:
        value = self.fields.get(name)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def read(body: bytes) -> Event:
    """Read an event. Raises UnreadableBody."""
    fields = read_json(body)
    if not isinstance(fields, dict):
        raise UnreadableBody
    # Some of VOD's own samples carry a blank behind a name.
    fields = {str(name).strip(): value for name, value in fields.items()}
    return Event(fields)


def read_json(text: str | bytes) -> Any:
    """Return what the text says, None if it is no JSON, or nested or numbered beyond all reason."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def clean(value: Any, length: int = 64) -> str:
    """Return what a database takes of something that a stranger wrote; what is no text or number is empty."""
    text = str(value) if isinstance(value, str | int | float) else ""
    return text.replace("\x00", "").encode(errors="ignore").decode()[:length]


def read_time(text: str) -> datetime | None:
    """Read an EventTime in UTC; VOD also writes `2022-10-20T10:29:46:540Z`, with a colon before the ms."""
    seconds = text.strip()[:19]
    try:
        moment = datetime.fromisoformat(f"{seconds}+00:00")
    except ValueError:
        return None
    # At the calendar's ends a time can't be shown in another zone.
    return moment if 2000 <= moment.year < 2100 else None  # noqa: PLR2004 - any VOD event is between them


def number(value: Any) -> float:
    """Read a number that may come as a text; 0 for what isn't one."""
    try:
        read_number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return read_number if 0 <= read_number < 2**53 else 0
