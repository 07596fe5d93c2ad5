"""Databases of our own on the PostgreSQL server, kept from run to run while they are right."""

import hashlib
from contextlib import closing
from dataclasses import dataclass

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from benchmarks import appserver
from benchmarks.console import say
from benchmarks.places import DATABASE_SERVER, ROOT, database_url

PREFIX = "qulive_bench"


@dataclass(frozen=True, slots=True)
class Database:
    """A database with this many rows; nine videos of ten are recommended."""

    name: str
    videos: int
    users: int
    tokens: int
    receipts: int

    @property
    def url(self) -> str:
        return database_url(self.name)


MAIN = Database(PREFIX, videos=100_000, users=10_000, tokens=10_000, receipts=0)
SMALL = Database(f"{PREFIX}_1k", videos=1_000, users=1_000, tokens=100, receipts=1_000)
LARGE = Database(f"{PREFIX}_1m", videos=1_000_000, users=1_000_000, tokens=100, receipts=1_000_000)
EMPTY = Database(f"{PREFIX}_empty", videos=0, users=0, tokens=0, receipts=0)


def connect(url: str) -> "closing[connection]":
    """Open a connection on which every statement stands for itself."""
    opened = psycopg2.connect(url, connect_timeout=5)
    opened.autocommit = True
    return closing(opened)


def ensure(database: Database) -> Database:
    """Have it there with its rows: those of an earlier run if nothing that made them changed since."""
    mark = fingerprint(database)
    if mark_of(database.name) == mark:
        return database
    say(f"  filling {database.name}: {database.videos:,} videos, once")
    create(database.name)
    appserver.run(database.url, "manage.py", "migrate", "--verbosity", "0")
    sizes = [str(n) for n in (database.videos, database.users, database.tokens, database.receipts)]
    appserver.run(database.url, "-m", "benchmarks.loading", *sizes)
    with connect(DATABASE_SERVER) as opened, opened.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(database.name)), [mark])
    return database


def scratch(source: Database) -> str:
    """Return the URL of a copy to write to, made anew. Nobody may be connected to the source."""
    name = f"{PREFIX}_scratch"
    create(name, template=ensure(source).name)
    return database_url(name)


def create(name: str, template: str = "template1") -> None:
    with connect(DATABASE_SERVER) as opened, opened.cursor() as cursor:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        cursor.execute(drop.format(sql.Identifier(name)))
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        cursor.execute(make.format(sql.Identifier(name), sql.Identifier(template)))


def mark_of(name: str) -> str:
    with connect(DATABASE_SERVER) as opened, opened.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def fingerprint(database: Database) -> str:
    """A digest of everything that decides what is in it: the schema, the filling, the sizes."""
    sources = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "benchmarks" / "loading.py"]
    digest = hashlib.sha256(repr(database).encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
