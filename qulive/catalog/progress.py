"""How far a long job is, for somebody who watches; a log gets none of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

INTERVAL = 0.1


@dataclass
class Progress:
    stream: Any = None

    @contextmanager
    def of(self, total: int, doing: str) -> Iterator[Callable[[], None]]:
        """Show a line that counts the steps, and take it away at the end."""
        if not total or self.stream is None or not self.stream.isatty():
            yield lambda: None
            return
        done, shown = 0, 0.0

        def step() -> None:
            nonlocal done, shown
            done += 1
            if monotonic() - shown > INTERVAL:
                shown = monotonic()
                self.stream.write(f"\r{doing}: {done} of {total}", ending="")
                self.stream.flush()

        try:
            yield step
        finally:
            self.stream.write("\r\x1b[K", ending="")
            self.stream.flush()
