"""What one connection to PostgreSQL does without anybody between: one transaction after the other."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from statistics import median, quantiles
from typing import Any

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor

from benchmarks.posting import PERCENTILES
from benchmarks.shots import Shot


def commit_each(url: str, works: Iterable[Callable[[cursor], None]], *, seconds: float) -> Shot:
    """Do each of these in a transaction of its own, for some seconds, and say how fast that went."""
    taken: list[float] = []
    deadline = time.perf_counter() + seconds
    with closing(psycopg2.connect(url)) as opened, opened.cursor() as on:
        for work in works:
            begin = time.perf_counter()
            work(on)
            opened.commit()
            taken.append(time.perf_counter() - begin)
            if time.perf_counter() > deadline:
                break
    p99 = quantiles(taken, n=PERCENTILES)[-1]
    return Shot(rate=len(taken) / sum(taken), p50=median(taken) * 1000, p99=p99 * 1000, cpu=0)


def a_row(url: str, table: str, where: str) -> dict[str, Any]:
    """Return some row's columns without its id: what an insert of another one needs."""
    query = sql.SQL("SELECT * FROM {} WHERE {} LIMIT 1").format(sql.Identifier(table), sql.SQL(where))
    with closing(psycopg2.connect(url)) as opened, opened.cursor() as on:
        on.execute(query)
        row = on.fetchone() or ()
        names = [column.name for column in on.description or ()]
    return {name: value for name, value in zip(names, row, strict=True) if name != "id"}


def insert(on: cursor, table: str, row: Mapping[str, Any]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(sql.Placeholder() * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, values)
    on.execute(statement, list(row.values()))
