from typing import Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

_SHARE: Final = (MinValueValidator(0), MaxValueValidator(1))
_SECONDS: Final = (MinValueValidator(0), MaxValueValidator(60))


def _share(text: str) -> Any:
    """A probability: 0 is never, 1 is always."""
    return models.FloatField(default=0, validators=_SHARE, help_text=text)


def _seconds(text: str) -> Any:
    return models.FloatField(default=0, validators=_SECONDS, help_text=text)


class Switches(models.Model):
    """How the operator wants this cloud to behave. One row, so that every thread sees it at once."""

    class Verdict(models.TextChoices):
        PASSED = "pass"
        DOUBTED = "review"
        BLOCKED = "block"

    review_default = models.CharField(
        max_length=8,
        choices=Verdict,
        default=Verdict.PASSED,
        help_text="The review's verdict on a video without any of its words.",
    )
    duplicate = models.BooleanField(default=False, help_text="Each event comes three times.")
    reorder = models.BooleanField(default=False, help_text="Events come in any order, up to 3 s late.")
    delay = _seconds("Seconds that every event waits.")
    drop = _share("Share of events that never come.")
    rpc_error = _share("Share of calls that are answered 503.")
    rpc_throttle = _share("Share of calls that are answered Throttling.User.")
    rpc_garbage = _share("Share of calls that are done, and answered with a page instead of JSON.")
    rpc_hang = _seconds("Seconds that a call, already done, waits for its answer.")
    oss_error = _share("Share of uploads and downloads that are answered 500.")

    def __str__(self) -> str:
        return "switches"

    @classmethod
    def current(cls) -> "Switches":
        return Switches.objects.first() or Switches(pk=1)
