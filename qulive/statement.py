"""SQL with slots, which Django writes once, and PostgreSQL plans once for each connection."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final

from django.conf import settings
from django.db import NotSupportedError
from django.db.backends.utils import debug_transaction
from django.db.models import Value
from psycopg2.extensions import AsIs

NUMBERS: Final = count()
# Plans that a connection keeps; a page's bounds are in its SQL, and an app may ask for any of them.
PLANS_MOST: Final = 100

Words = tuple[str, list[Any]]


class Slot(Value):
    """Stands in a statement for a number or a text that comes with each asking."""

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Statement:
    """SQL as Django writes it, and its parameters, some of which are slots."""

    def __init__(self, sql: str, parameters: Sequence[Any]) -> None:
        self._sql, self._parameters = sql, parameters
        self._slots = [one.value for one in parameters if isinstance(one, Slot)]
        self._name = f"qulive_{next(NUMBERS)}"
        self._call = f"EXECUTE {self._name} ({', '.join(['%s'] * len(self._slots))})"

    def run(self, database: Any, cursor: Any, values: Mapping[str, Any]) -> None:
        """Run it with these values of its slots."""
        try:
            cursor.execute(*self._words(database, values))
        except NotSupportedError:
            # A release gave a column another type. The connection is replaced before the next request.
            if database.in_atomic_block:
                raise
            cursor.execute(*self._whole(values))

    def run_later(self, database: Any, values: Mapping[str, Any]) -> None:
        """Run it ahead of whatever is run next, or of the commit; what goes wrong is raised only there.

        SQLite, and PostgreSQL outside of a transaction, run it now.
        """
        if database.vendor != "postgresql" or not database.in_atomic_block:
            with database.cursor() as cursor:
                self.run(database, cursor, values)
            return
        words = self._words(database, values)
        with (
            debug_transaction(database, words[0]),
            database.wrap_database_errors,
            database.connection.cursor() as cursor,
        ):
            database.connection.waiting.append(cursor.mogrify(*words))

    def _words(self, database: Any, values: Mapping[str, Any]) -> Words:
        """Return what to run, and with what: the name of its plan, which the connection has from now on."""
        if database.vendor != "postgresql" or not settings.DATABASE_PREPARED_STATEMENTS:
            return self._whole(values)
        if self._name not in database.connection.plans:
            with database.cursor() as cursor:
                self._plan(cursor, database.connection.plans)
        return self._call, [values[name] for name in self._slots]

    def _whole(self, values: Mapping[str, Any]) -> Words:
        return self._sql, [values[one.value] if isinstance(one, Slot) else one for one in self._parameters]

    def _plan(self, cursor: Any, plans: set[str]) -> None:
        if len(plans) >= PLANS_MOST:
            cursor.execute("DEALLOCATE ALL")
            plans.clear()
        numbers = count(1)
        numbered = [AsIs(f"${next(numbers)}") if isinstance(one, Slot) else one for one in self._parameters]
        cursor.execute(f"PREPARE {self._name} AS {self._sql}", numbered)
        plans.add(self._name)
