"""The cloud's way to write a moment."""

from datetime import UTC, datetime
from typing import Final

ISO: Final = "%Y-%m-%dT%H:%M:%SZ"


def iso(moment: datetime) -> str:
    """Write a moment as `2018-12-28T08:29:19Z`."""
    return moment.astimezone(UTC).strftime(ISO)


def iso_milliseconds(moment: datetime) -> str:
    """Write a moment as `2022-10-20T10:29:46:540Z`, as VOD's reviews do."""
    moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}:{moment.microsecond // 1000:03}Z"


def from_iso(text: str) -> datetime:
    """Read `2018-12-28T08:29:19Z`; ValueError if it is anything else."""
    return datetime.strptime(text, ISO).replace(tzinfo=UTC)
