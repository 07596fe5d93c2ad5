from typing import NamedTuple


class Problem(NamedTuple):
    what: str
    fix: str


def permission(action: str, *, who: str = "The RAM user") -> Problem:
    return Problem(
        f"{who} may not call vod:{action}.",
        f"Add vod:{action} to the policy; docs/vod-setup.md has it whole.",
    )
