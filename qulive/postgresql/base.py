"""Django's PostgreSQL, but for how it sees before a request whether its connection still stands."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Look at the socket, rather than ask the server: between two requests it says nothing but goodbye.

        A network that fell silent is noticed by the keepalives, as it would be while asking.
        """
        if self.connection is None or self.errors_occurred:
            return bool(super().is_usable())
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN)
        return not waiting.poll(0)
