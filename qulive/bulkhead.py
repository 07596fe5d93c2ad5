"""A bulkhead: what one slow neighbour can take of a process's threads, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore


class BulkheadFull(Exception):
    """So many are inside and waiting already that one more would take threads from everybody else."""


class Bulkhead:
    """Lets `inside` threads in at a time and `waiting` more stand in line for up to `patience` seconds."""

    def __init__(self, *, inside: int, waiting: int, patience: float) -> None:
        self._admitted = Semaphore(inside + waiting)
        self._inside = Semaphore(inside)
        self._patience = patience

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Hold a place inside. Raises BulkheadFull."""
        if not self._admitted.acquire(blocking=False):
            raise BulkheadFull
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise BulkheadFull
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._admitted.release()
