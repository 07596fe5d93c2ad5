"""A database server that is frozen: its machine takes in what we send, and nobody answers.

libpq waits for an answer without end, and no option of it says otherwise while TCP is well. psycopg2 lets
the process do the waiting (psycopg.org/docs/advanced.html, "Support for coroutine libraries"), whatever is
waited for: a connection, a statement, a commit. COPY and large objects don't work then; server-side cursors
do. Commands, which may ask for an hour's work, wait as libpq does.
"""

from select import POLLIN, POLLOUT, poll
from typing import Any

from psycopg2 import OperationalError
from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_READY, set_wait_callback


def give_up_after(seconds: float, *, connecting: float) -> None:
    """Let no thread of this process wait longer for the next word of a database.

    It gets an OperationalError then, and psycopg2 closes the connection: what was begun is rolled back.
    A commit that was given up may yet have been done, as with any connection that breaks.
    """

    def wait(connection: Any) -> None:
        while (state := connection.poll()) != POLL_OK:
            patience = seconds if connection.status == STATUS_READY else connecting
            waiting = poll()
            waiting.register(connection.fileno(), POLLIN if state == POLL_READ else POLLOUT)
            if not waiting.poll(patience * 1000):
                raise OperationalError(f"The database has said nothing for {patience} s.")

    set_wait_callback(wait)
