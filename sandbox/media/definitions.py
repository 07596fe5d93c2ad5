"""VOD's names of picture sizes, by the shorter side (`contract/vod.md` §A, §D)."""

from typing import Final

from sandbox.media.facts import Facts

# Name, the least shorter side of a source that gets it, and the shorter side of the rendition.
LADDER: Final = (("FD", 0, 360), ("LD", 480, 540), ("SD", 720, 720), ("HD", 1080, 1080))
UNKNOWN: Final = ("FD", "LD")
"""What a source gets whose size nobody knows yet."""


def name_of(facts: Facts) -> str:
    """Name a picture's size; OD, the original, if there is no picture."""
    shorter = min(facts.width, facts.height)
    return [name for name, least, _ in LADDER if shorter >= least][-1] if shorter else "OD"


def renditions(facts: Facts) -> list[str]:
    """Name every definition up to the source's own size, smallest first."""
    shorter = min(facts.width, facts.height)
    return [name for name, least, _ in LADDER if shorter >= least] if shorter else list(UNKNOWN)


def fitted(facts: Facts, definition: str) -> tuple[int, int]:
    """Return the rendition's even sides: the definition's, and never more than the source's."""
    side = next(side for name, _, side in LADDER if name == definition)
    scale = min(1.0, side / min(facts.width, facts.height))
    return _even(facts.width * scale), _even(facts.height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
