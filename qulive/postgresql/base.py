"""Django's PostgreSQL with fewer ways to the server and back: one takes longer than most statements do.

What needs no answer of its own waits for what comes next, and goes with it in one message: BEGIN, and
statements that somebody ran for later (qulive/statement.py).
"""

from select import POLLIN, poll
from typing import Any, Final

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg2 import extensions

BEGIN: Final = b"BEGIN"


class Connection(extensions.connection):  # type: ignore[misc]  # psycopg2 has no types
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waiting: list[bytes] = []
        # The names of what it has planned (qulive/statement.py).
        self.plans: set[str] = set()


class Cursor(extensions.cursor):  # type: ignore[misc]  # as above
    """Sends what waits ahead of its own statement."""

    connection: Connection

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 - psycopg2's own word
        if self.name:
            # The server declares a cursor of its own for one statement.
            self.send_waiting()
        if self.connection.waiting:
            self.send(self.mogrify(query, vars))
        else:
            super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        self.send_waiting()
        super().executemany(query, vars_list)

    def callproc(self, *procedure: Any) -> Any:
        self.send_waiting()
        return super().callproc(*procedure)

    def copy_expert(self, *copied: Any, **how: Any) -> None:
        self.send_waiting()
        super().copy_expert(*copied, **how)

    def send_waiting(self) -> None:
        if self.connection.waiting:
            with self.connection.cursor() as other:
                other.send()

    def send(self, *statements: bytes) -> None:
        waiting = self.connection.waiting
        try:
            super().execute(b";".join([*waiting, *statements]))
        finally:
            # A message that the server could not even read began nothing.
            status = self.connection.info.transaction_status
            waiting[:] = [BEGIN] if status == extensions.TRANSACTION_STATUS_IDLE else []


class DatabaseWrapper(base.DatabaseWrapper):
    connection: Connection

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        made_of = {"connection_factory": Connection, "cursor_factory": Cursor}
        connection: Connection = super().get_new_connection({**conn_params, **made_of})
        # Of a transaction it never learns: it would send BEGIN by itself, and alone.
        connection.autocommit = True
        return connection

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's own
        self.connection.waiting[:] = [] if autocommit else [BEGIN]

    def _commit(self) -> None:
        self._end("COMMIT")

    def _rollback(self) -> None:
        self._forget()
        self._end("ROLLBACK")

    def _savepoint_rollback(self, sid: str) -> None:
        self._forget()
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # Django's stubs don't have it

    def _forget(self) -> None:
        """Do nothing of what would be undone."""
        if self.connection is not None:
            self.connection.waiting[:] = [one for one in self.connection.waiting if one == BEGIN]

    def _end(self, word: str) -> None:
        """End the transaction, if it has begun; the next one may follow without another call."""
        if self.connection is None or self.autocommit:
            return
        if self.connection.waiting == [BEGIN] and not self.connection.closed:
            return
        with debug_transaction(self, word), self.wrap_database_errors:
            with self.connection.cursor() as cursor:
                cursor.execute(word)
            self.connection.waiting[:] = [BEGIN]

    def is_usable(self) -> bool:
        """Look at the socket, rather than ask the server: between two requests it says nothing but goodbye.

        A network that fell silent is noticed by the keepalives, as it would be while asking. After an error
        the connection goes: it may have planned for a schema that is no more.
        """
        if self.connection is None or self.connection.closed or self.errors_occurred:
            return False
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN)
        return not waiting.poll(0)
