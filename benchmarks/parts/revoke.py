"""A token revoked, or its user disabled, through one worker: does another let it in a second later?"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from benchmarks.answers import with_token
from benchmarks.backoffice import Operator
from benchmarks.databases import MAIN, connect, scratch
from benchmarks.figures import Report
from benchmarks.parts.list import FIRST
from benchmarks.posting import Connection, accepted, get
from benchmarks.sides import Side, SideFailed, running
from benchmarks.tokens import token

# Users 1 to 10 lose their token, the next ten are disabled.
REVOKED = range(1, 11)
DISABLED = range(11, 21)
ALLOWED = 1.0  # seconds
WATCHED = 1.5
PAUSE = 0.05
AT_ONCE = 4


def run(report: Report) -> None:
    url = scratch(MAIN)
    here, there = Side.ours(url, name="one"), Side.ours(url, name="other")
    tokens = tokens_of(url)
    operator = Operator(here, url)
    with running(here, there):
        revoke = [press(operator, n, "revoke_token", str(tokens[n])) for n in REVOKED]
        disable = [press(operator, n, "disable") for n in DISABLED]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(partial(accepts, there), [*REVOKED, *DISABLED], [*revoke, *disable]))
    late = sum(sum(after > ALLOWED for after in times) for times in found)
    last = max((after for times in found for after in times), default=0)
    report.add("revoke/late", late, "accepts", rounds=len(found))
    report.note(f"revoke: the last accept came {last:.2f} s after a revocation, of {len(found)}")


def press(operator: Operator, user: int, button: str, value: str = "") -> Callable[[], None]:
    form = {"value": [value], "confirmed": ["1"]}
    return partial(operator.send, f"/admin/accounts/user/{user}/press/{button}/", form)


def tokens_of(url: str) -> dict[int, int]:
    """Return the row of each user's token."""
    with connect(url) as opened, opened.cursor() as cursor:
        cursor.execute("SELECT user_id, id FROM accounts_accesstoken WHERE user_id <= %s", [max(DISABLED)])
        return dict(cursor.fetchall())


def accepts(there: Side, number: int, end: Callable[[], None]) -> list[float]:
    """End a user's access while they are reading; return when they were let in after that, in seconds."""
    request = get(f"{FIRST}&token={token(number)}")
    times: list[float] = []
    with Connection(there) as connection:
        if not accepted(*connection.ask(request)):
            raise SideFailed(f"{there.name} refuses {with_token(FIRST, number)}.")
        end()
        ended = time.monotonic()
        while (asked := time.monotonic() - ended) < WATCHED:
            if accepted(*connection.ask(request)):
                times.append(asked)
            time.sleep(PAUSE)
    return times
