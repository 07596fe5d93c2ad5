"""What Prometheus is told of (qulive/metrics.py), if METRICS is on; else nothing is loaded or counted.

Each process counts for itself. With PROMETHEUS_MULTIPROC_DIR set, all processes of a machine write into
that folder, and whichever of them is asked adds up.
"""

import os
from functools import cache
from typing import Final

from django.conf import settings

# Seconds. A feed takes less than the first of them, an app gives up after the last.
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Figures:
    """What this process counts. Every label is one of few words; nothing of a person is among them."""

    def __init__(self) -> None:
        if not settings.PROMETHEUS_MULTIPROC_DIR:
            # The library looks at the environment itself, and takes an empty one for a folder.
            os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
        from prometheus_client import Counter, Histogram  # noqa: PLC0415 - only where it is wanted

        self._operations = Counter("qulive_operations", "Operations answered.", ["operation", "code"])
        self._seconds = Histogram(
            "qulive_operation_seconds", "What operations took.", ["operation"], buckets=BUCKETS
        )
        self._calls = Counter("qulive_cloud_calls", "Calls of the cloud.", ["action", "outcome"])
        self._cloud_seconds = Histogram(
            "qulive_cloud_call_seconds", "What calls of the cloud took.", ["action"], buckets=BUCKETS
        )
        self._callbacks = Counter("qulive_callbacks", "Events that VOD told.", ["event", "outcome"])

    def operation(self, operation: str, code: str, seconds: float) -> None:
        self._operations.labels(operation, code).inc()
        self._seconds.labels(operation).observe(seconds)

    def cloud_call(self, action: str, outcome: str, seconds: float) -> None:
        self._calls.labels(action, outcome).inc()
        self._cloud_seconds.labels(action).observe(seconds)

    def callback(self, event: str, outcome: str) -> None:
        self._callbacks.labels(event, outcome).inc()


@cache
def figures() -> "Figures | None":
    return Figures() if settings.METRICS else None
