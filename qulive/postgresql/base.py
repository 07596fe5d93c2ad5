"""Django's PostgreSQL, but for how it sees before a request whether its connection still stands.

It also knows what its connection has planned (qulive/statement.py).
"""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    plans: set[str]

    def get_new_connection(self, conn_params: Any) -> Any:
        self.plans = set()
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Look at the socket, rather than ask the server: between two requests it says nothing but goodbye.

        A network that fell silent is noticed by the keepalives, as it would be while asking. After an error
        the connection goes: it may have planned for a schema that is no more.
        """
        if self.connection is None or self.errors_occurred:
            return False
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN)
        return not waiting.poll(0)
