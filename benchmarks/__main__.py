"""`python -m benchmarks [NAME…]`: measure the AppServer beside its peers. `make bench` calls it."""

import argparse
import signal
import sys
import time
from collections.abc import Callable

import psycopg2

from benchmarks.console import say
from benchmarks.databases import connect
from benchmarks.figures import Report
from benchmarks.parts import (
    callbacks,
    catalog,
    compressed,
    growth,
    logged,
    mine,
    mixed,
    neighbours,
    publish,
    revoke,
    start,
)
from benchmarks.parts import list as list_
from benchmarks.places import DATABASE_SERVER, FOLDER
from benchmarks.sides import SideFailed
from benchmarks.wrk import WRK

PARTS: dict[str, Callable[[Report], None]] = {
    "list": list_.run,
    "list-gzip": compressed.run,
    "list-logged": logged.run,
    "mixed": mixed.run,
    "neighbours": neighbours.run,
    "catalog": catalog.run,
    "mine": mine.run,
    "publish": publish.run,
    "callbacks": callbacks.run,
    "growth": growth.run,
    "revoke": revoke.run,
    "start": start.ready,
    "memory": start.memory,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(PARTS)}")
    names = parser.parse_args().names or list(PARTS)
    if unknown := set(names) - set(PARTS):
        parser.error(f"There is no part {', '.join(sorted(unknown))}. There are {', '.join(PARTS)}.")
    refuse_without_tools()
    # As Ctrl-C does: the servers are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("make bench: it was told to stop."))

    report = Report()
    begin = time.monotonic()
    failed = ""
    for name in names:
        say(f"{name} ({time.monotonic() - begin:.0f} s)")
        try:
            PARTS[name](report)
        except SideFailed as error:
            failed = f"make bench: {name}: {error}"
            break
    report.print()
    report.write(FOLDER / "latest.json")
    say(f"\n{time.monotonic() - begin:.0f} s. The figures are in {FOLDER / 'latest.json'}.")
    if failed:
        sys.exit(failed)


def refuse_without_tools() -> None:
    """Say what is missing and how to get it, before anything starts."""
    if sys.platform != "linux":
        sys.exit("make bench: CPU time and memory are read from /proc, so this needs Linux.")
    if not WRK:
        sys.exit("make bench: wrk is missing. Install it: `apt install wrk` on Debian and Ubuntu.")
    try:
        with connect(DATABASE_SERVER):
            pass
    except psycopg2.OperationalError as error:
        sys.exit(
            f"make bench: PostgreSQL can't be used: {str(error).strip()}\n"
            "Install it (`apt install postgresql` on Debian and Ubuntu), start it, and name a role that may\n"
            "create databases: BENCH_DATABASE_URL=postgres://role:password@127.0.0.1:5432/postgres make bench"
        )


if __name__ == "__main__":
    main()
