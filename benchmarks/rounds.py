"""Rounds: every side is measured once in each, in random order, so that a noisy machine wrongs nobody."""

from collections.abc import Callable, Mapping, Sequence
from random import SystemRandom
from statistics import median

from benchmarks.console import say
from benchmarks.shots import Shot

RANDOM = SystemRandom()


def interleave(shots: Mapping[str, Callable[[], Shot]], rounds: int) -> dict[str, list[Shot]]:
    """Return the shots of each side, one per round."""
    taken: dict[str, list[Shot]] = {name: [] for name in shots}
    order = list(shots)
    for number in range(1, rounds + 1):
        RANDOM.shuffle(order)
        say(f"  round {number} of {rounds}:", end="")
        for name in order:
            shot = shots[name]()
            taken[name].append(shot)
            say(f" {name} {shot.rate:,.0f}/s", end="")
        say()
    return taken


def ratio(these: Sequence[Shot], those: Sequence[Shot]) -> float:
    """The median of the rounds' ratios: two shots of one round saw the same machine."""
    return median(one.rate / other.rate for one, other in zip(these, those, strict=True))
