"""A bulkhead: what one slow neighbour can take of a process's threads, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore, get_ident
from time import monotonic


class BulkheadFull(Exception):
    """One more would take threads from everybody else, or waited in vain."""


class Bulkhead:
    """Lets `inside` threads in at a time; others stand in line for up to `patience` seconds.

    A burst may stand in line as a whole. Once somebody inside takes longer than that patience, the
    neighbour is taken to hang until somebody takes less, and no more than `waiting` threads may hope.
    Without `crowds`, no more than those ever may.
    """

    def __init__(self, *, inside: int, waiting: int, patience: float, crowds: bool = True) -> None:
        self._places = Semaphore(inside)
        self._line = 0
        self._line_most = waiting
        self._patience = patience
        self._crowds = crowds
        self._entered: dict[int, float] = {}
        self._was_slow = False
        self._lock = Lock()

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Hold a place inside. Raises BulkheadFull."""
        self._stand_in_line()
        try:
            if not self._places.acquire(timeout=self._patience):
                raise BulkheadFull
        finally:
            with self._lock:
                self._line -= 1
        with self._lock:
            self._entered[get_ident()] = monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._was_slow = self._is_slow(self._entered.pop(get_ident()))
            self._places.release()

    def _stand_in_line(self) -> None:
        with self._lock:
            hangs = self._was_slow or any(map(self._is_slow, self._entered.values()))
            if (hangs or not self._crowds) and self._line >= self._line_most:
                raise BulkheadFull
            self._line += 1

    def _is_slow(self, entered: float) -> bool:
        return monotonic() - entered > self._patience
