"""How far a long job is, for somebody who watches; a log gets none of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

INTERVAL = 0.1
BAR = 30


@dataclass
class Progress:
    stream: Any = None

    @contextmanager
    def of(self, total: int, doing: str) -> Iterator[Callable[[], None]]:
        """Show a bar that grows with the steps, and take it away at the end."""
        if not total or self.stream is None or not self.stream.isatty():
            yield lambda: None
            return
        done, shown = 0, 0.0

        def step() -> None:
            nonlocal done, shown
            done += 1
            if monotonic() - shown > INTERVAL:
                shown = monotonic()
                self._write(f"\r{doing} [{'#' * (BAR * done // total):{BAR}}] {done} of {total}")

        try:
            yield step
        finally:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        # A command's stderr would write it in the colour of errors, and a line of it.
        self.stream.write(text, style_func=str, ending="")
        self.stream.flush()
