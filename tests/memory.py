"""What the process remembers, as a worker that has just started has it: nothing."""

from accounts.known import known_tokens
from qulive.api.remembered import answers
from qulive.freshness import versions


def forget() -> None:
    answers.clear()
    known_tokens.clear()
    versions.expire()
