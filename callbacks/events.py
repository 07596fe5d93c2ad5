"""An event out of VOD's body, whatever its shape (contract/vod.md §D, contract/clients.md §4)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ID_FIELDS = ("VideoId", "MediaId", "ImageId")


class UnreadableBody(Exception):
    """The body is not a JSON object."""


@dataclass(frozen=True, slots=True)
class Event:
    fields: dict[str, Any]

    @property
    def type(self) -> str:
        return self.text("EventType")

    @property
    def vod_id(self) -> str:
        return self.text(*ID_FIELDS)

    @property
    def time(self) -> datetime | None:
        return read_time(self.text("EventTime"))

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
            try:
                value = json.loads(value)
            except ValueError:
                return {}
        return value if isinstance(value, dict) else {}

    def rows(self, name: str) -> list[dict[str, Any]]:
        value = self.fields.get(name)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def read(body: bytes) -> Event:
    """Read an event. Raises UnreadableBody."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableBody from None
    if not isinstance(fields, dict):
        raise UnreadableBody
    # Some of VOD's own samples carry a blank behind a name.
    fields = {str(name).strip(): value for name, value in fields.items()}
    return Event(fields)


def clean(value: Any, length: int = 64) -> str:
    """Return what a database takes of something that a stranger wrote; None is empty."""
    text = "" if value is None else str(value)
    return text.replace("\x00", "").encode(errors="ignore").decode()[:length]


def read_time(text: str) -> datetime | None:
    """Read an EventTime in UTC; VOD also writes `2022-10-20T10:29:46:540Z`, with a colon before the ms."""
    seconds = text.strip()[:19]
    try:
        return datetime.strptime(seconds, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def number(value: Any) -> float:
    """Read a number that may come as a text; 0 for what isn't one."""
    try:
        read_number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return read_number if 0 <= read_number < 2**53 else 0
