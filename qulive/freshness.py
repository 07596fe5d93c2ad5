"""What a worker may give again without asking the database, and how it learns that it must ask.

One small table has a version for each thing that workers remember: `feed`, `materials`, `music`, `tokens`.
Whoever changes such a thing bumps its version in the same transaction. Every worker reads the table at most
once a second, in one query, and what it remembers is good while the version is still the one that was read
*before* the rows it was made from: a change committed between the two makes it old, never false for long.
So a change shows everywhere within a second, and at once in the worker that made it. While the database is
away nothing changes, and what a worker remembers last stays good.
"""

from collections.abc import Callable, Hashable
from math import inf
from threading import Lock
from time import monotonic, time
from typing import Final, Generic, NamedTuple, TypeVar

from django.db import Error, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from qulive.models import Version

# Seconds that a worker takes its versions to be true for, and that a request waits for the one which reads.
PERIOD: Final = 1.0
PATIENCE: Final = 0.2

Follower = Callable[[int, int], None]
Value = TypeVar("Value")


def bump(name: str, *, more: int = 0) -> None:
    """Say that this transaction changes what the name stands for.

    Do it last: from here to the commit, others who bump the same name stand in line. `more` is by how
    many rows the list behind the name has grown.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{name} has to be bumped in the transaction that changes it.")
    rows = Version.objects.filter(name=name)
    if not rows.update(number=F("number") + 1, count=F("count") + more):
        Version.objects.bulk_create([Version(name=name)], ignore_conflicts=True)
        rows.update(number=F("number") + 1, count=F("count") + more)
    versions.expire()
    transaction.on_commit(versions.expire)


class Versions:
    """The table as this worker read it last: no more than a second ago, unless the database is away."""

    def __init__(self) -> None:
        self.away = False
        self._rows: dict[str, Version] = {}
        self._read_at = self._started_at = -inf
        self._expiries = 0
        self._reading = Lock()
        self._followers: dict[str, Follower] = {}

    def __getitem__(self, name: str) -> Version:
        self.keep_fresh()
        return self._rows.get(name) or Version(name=name)

    def keep_fresh(self) -> None:
        if monotonic() - self._read_at >= PERIOD:
            self._read_once()

    def expire(self) -> None:
        """Have the next request read anew; one that is reading just now may have come too early."""
        self._expiries += 1
        self._read_at = -inf

    def follow(self, name: str, follower: Follower) -> None:
        """Have it called with the versions before and after, whenever a new one was read."""
        self._followers[name] = follower

    def _read_once(self) -> None:
        """Read for all threads. The others wait a moment for it, but not for a database that hangs."""
        patience = max(self._started_at + PATIENCE - monotonic(), 0)
        if not self._reading.acquire(timeout=patience):
            return
        try:
            if monotonic() - self._read_at >= PERIOD:
                self._read()
        finally:
            self._reading.release()

    def _read(self) -> None:
        self._started_at, expiries = monotonic(), self._expiries
        try:
            rows = {row.name: row for row in Version.objects.all()}
            for name, follower in self._followers.items():
                before, now = (known.get(name, Version()).number for known in (self._rows, rows))
                if before != now:
                    follower(before, now)
        except Error:
            self.away = True
            # It may have taken seconds to fail; the same request need not try it again.
            self._started_at = monotonic()
        else:
            self.away = False
            self._rows = rows
        if expiries == self._expiries:
            # A database that is away takes its time to say so; nobody waits for it twice in a row.
            self._read_at = monotonic() if self.away else self._started_at


versions = Versions()


class Kept(NamedTuple, Generic[Value]):
    value: Value
    name: str
    number: int
    until: float  # UNIX seconds: when it stops being true by itself
    size: int


class Memory(Generic[Value]):
    """What was asked for lately, up to a total size; beyond it, what has been there longest goes."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: dict[Hashable, Kept[Value]] = {}
        self._writing = Lock()

    def get(self, key: Hashable) -> Value | None:
        """Return what is remembered and true; while the database is away, what was true last."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        is_true = kept.number == versions[kept.name].number and time() < kept.until
        return kept.value if is_true or versions.away else None

    def unexpired(self, key: Hashable) -> Value | None:
        """Return what is remembered, whatever its version, unless its time is over."""
        kept = self._kept.get(key)
        return kept.value if kept and time() < kept.until else None

    def put(self, key: Hashable, value: Value, version: Version, *, until: float | None, size: int) -> None:
        """Remember a value that was made from rows read after this version."""
        kept = Kept(value, version.name, version.number, inf if until is None else until, size)
        with self._writing:
            self._drop(key)
            self._kept[key] = kept
            self._size += size
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def drop(self, key: Hashable) -> None:
        with self._writing:
            self._drop(key)

    def clear(self) -> None:
        with self._writing:
            self._kept.clear()
            self._size = 0

    def _drop(self, key: Hashable) -> None:
        if gone := self._kept.pop(key, None):
            self._size -= gone.size
