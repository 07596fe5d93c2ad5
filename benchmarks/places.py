"""Where everything is: folders, ports, the database server. All of it can be set in the environment."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / os.environ.get("VAR", "var") / "bench"
PYTHON = sys.executable
# Servers of ours listen on the first free ports from here on.
FIRST_PORT = int(os.environ.get("BENCH_PORT", "8180"))
# Any database of the server; we make our own beside it, all named qulive_bench….
DATABASE_SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def database_url(name: str) -> str:
    return urlunsplit(urlsplit(DATABASE_SERVER)._replace(path=f"/{name}"))
