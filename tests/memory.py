"""What the process remembers, as a worker that has just started has it: nothing."""

from math import inf

from accounts.known import known_tokens
from qulive.api.remembered import answers
from qulive.freshness import versions


def forget() -> None:
    answers.clear()
    known_tokens.clear()
    versions.expire()


def a_second_later() -> None:
    """Have this worker look at the versions again, as after a second without any change of its own."""
    versions._read_at = -inf
