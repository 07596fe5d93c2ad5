"""A password takes a quarter of a second of a core, so a crowd of them must not take it from the feed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from rest_framework.exceptions import Throttled

from qulive.bulkhead import Bulkhead, BulkheadFull

PATIENCE = 1.0  # seconds


@cache
def bulkhead() -> Bulkhead:
    """Return the process's bulkhead: one password at a time, and no more than half of the threads at it."""
    half = max(settings.THREADS // 2, 2)
    return Bulkhead(inside=1, waiting=half - 1, patience=PATIENCE, crowds=False)


@contextmanager
def in_turn() -> Iterator[None]:
    """Make or check a password inside. Raises Throttled when too many others do."""
    try:
        with bulkhead().enter():
            yield
    except BulkheadFull:
        raise Throttled(wait=PATIENCE) from None
