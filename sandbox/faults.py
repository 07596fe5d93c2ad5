"""Faults of the cloud, switched on by hand, by SANDBOX_FAULTS or by a test."""

import random
import time
from typing import Final

from django.core.exceptions import ValidationError

from sandbox.models import Switches
from sandbox.oss.errors import OssError
from sandbox.rpc.errors import ApiError

NAMES: Final = tuple(
    field.name for field in Switches._meta.fields if field.name not in ("id", "review_default")
)
sleep = time.sleep


def switch(**values: float | str) -> None:
    """Change these switches, at once and for every thread. Raises ValidationError."""
    switches = Switches.current()
    for name, value in values.items():
        if name not in (*NAMES, "review_default"):
            raise ValidationError(f"There is no fault {name}, only {', '.join(NAMES)}.")
        setattr(switches, name, value)
    switches.full_clean(validate_unique=False)
    switches.save()


def clear() -> None:
    """Switch every fault off."""
    switch(**dict.fromkeys(NAMES, 0))


def configure(text: str) -> None:
    """Switch on what a list names: `duplicate,delay=3,drop=0.5`. Raises ValidationError."""
    pairs = (part.strip().partition("=") for part in text.split(",") if part.strip())
    switch(**dict.fromkeys(NAMES, 0) | {name: value or 1 for name, _, value in pairs})


def are_on() -> bool:
    switches = Switches.current()
    return any(getattr(switches, name) for name in NAMES)


def refuse_call() -> None:
    """Raise what an overloaded or broken gateway answers, if that is switched on."""
    switches = Switches.current()
    if _strikes(switches.rpc_throttle):
        raise ApiError("Throttling.User")
    if _strikes(switches.rpc_error):
        raise ApiError("ServiceUnAvailable")


def spoil_answer() -> bool:
    """Hold back an answer, and say whether it turns to garbage."""
    switches = Switches.current()
    if switches.rpc_hang:
        sleep(switches.rpc_hang)
    return _strikes(switches.rpc_garbage)


def refuse_object() -> None:
    if _strikes(Switches.current().oss_error):
        raise OssError("InternalError")


def fate_of_event() -> list[float | None]:
    """Return for each copy of a new event how many seconds it waits; None is for ever."""
    switches = Switches.current()
    return [_wait(switches) for _ in range(3 if switches.duplicate else 1)]


def _wait(switches: Switches) -> float | None:
    if _strikes(switches.drop):
        return None
    shuffled = random.uniform(0, 3) if switches.reorder else 0  # noqa: S311 - no secret
    return float(switches.delay + shuffled)


def _strikes(share: float) -> bool:
    return random.random() < share  # noqa: S311 - no secret
