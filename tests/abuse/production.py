"""A production in a process of its own, configured as `check --deploy` wants it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
# Asks its own server, with or without TLS in front, and tells what came.
ASK = """
import json, sys
from qulive.wsgi import application
from django.test import Client
client, answers = Client(raise_request_exception=False), []
for method, path, secure in json.loads(sys.argv[1]):
    proxy = {"x-forwarded-proto": "https" if secure else "http", "host": "api.example.com"}
    response = client.generic(method, path, headers=proxy)
    cookies = {name: dict(cookie) for name, cookie in response.cookies.items()}
    answers.append([response.status_code, dict(response.headers), cookies])
print(json.dumps(answers))
"""


def environment(var: Path, **changes: str) -> dict[str, str]:
    lines = (ROOT / "tests" / "production.env").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    here = {"PATH": os.environ["PATH"], "VAR": str(var), "DATABASE_URL": f"sqlite:///{var}/db.sqlite3"}
    return {**settings, **here, **changes}


def run(var: Path, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(var, **changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def answers(var: Path, *asked: tuple[str, str, bool]) -> list[Any]:
    """Ask (method, path, over TLS?) and return status, headers and cookies of each answer."""
    done = run(var, "-c", ASK, json.dumps(asked))
    assert done.returncode == 0, done.stderr
    told: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return told
