from typing import Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

_SHARE: Final = (MinValueValidator(0), MaxValueValidator(1))
_SECONDS: Final = (MinValueValidator(0), MaxValueValidator(60))


def _share(name: str, text: str) -> Any:
    """A probability: 0 is never, 1 is always."""
    return models.FloatField(name, default=0, validators=_SHARE, help_text=text)


def _seconds(name: str, text: str) -> Any:
    return models.FloatField(name, default=0, validators=_SECONDS, help_text=text)


class Switches(models.Model):
    """How the operator wants this cloud to behave. One row, so that every thread sees it at once."""

    class Verdict(models.TextChoices):
        PASSED = "pass", "pass"
        DOUBTED = "review", "review"
        BLOCKED = "block", "block"

    review_default = models.CharField(
        "review says",
        max_length=8,
        choices=Verdict,
        default=Verdict.PASSED,
        help_text="The verdict on a video without any of the words.",
    )
    duplicate = models.BooleanField("duplicate events", default=False, help_text="Each comes three times.")
    reorder = models.BooleanField(
        "reorder events", default=False, help_text="They come in any order, up to 3 s late."
    )
    delay = _seconds("delay events", "Seconds that each of them waits.")
    drop = _share("drop events", "Share of those that never come, 0 to 1.")
    rpc_error = _share("API answers 503", "Share of calls.")
    rpc_throttle = _share("API throttles", "Share of calls that are answered Throttling.User.")
    rpc_garbage = _share("API answers garbage", "Share of calls that are done, and answered with a page.")
    rpc_hang = _seconds("API hangs", "Seconds that a call, already done, waits for its answer.")
    oss_error = _share("OSS answers 500", "Share of uploads and downloads.")

    def __str__(self) -> str:
        return "switches"

    @classmethod
    def current(cls) -> "Switches":
        return Switches.objects.first() or Switches(pk=1)
