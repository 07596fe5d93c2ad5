"""The product in processes of its own, to be loaded, killed and cut off: its own commands, data and ports."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg2

from qulive.processes import ROOT, Process
from tests.callbacks.conftest import PATH, signature
from tests.test_run import descendants
from tests.waiting import PATIENCE, free_port, is_open, wait_until

KEY = "SandboxCallbackKey2026"


class Site:
    """One installation."""

    def __init__(self, var: Path, database: str = "", **settings: str) -> None:
        self.var = var
        self.port, self.sandbox_port = free_port(), free_port()
        self.database = database or f"sqlite:///{var}/db.sqlite3"
        # A laptop's, whatever a developer's own environment says; one client may ask without end.
        self.environment = {
            "PATH": os.environ["PATH"], "DEBUG": "1", "SECRET_KEY": "", "VAR": str(var),
            "DATABASE_URL": self.database, "PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port),
            "SANDBOX_FFMPEG": "", "ALIBABA_CLOUD_ACCESS_KEY_ID": "", "CACHE_URL": "", "PUBLIC_URL": "",
            **{f"RATE_{name}": "off" for name in ("GUESTS", "CREDENTIALS", "PUBLISHES", "LOGINS")},
            **settings,
        }  # fmt: skip
        self.log = var / "log"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def start(self, process: Process, *, listens_at: int = 0) -> "subprocess.Popen[bytes]":
        """Start one of the product's processes by its own command, and wait until it listens."""
        with self.log.open("ab") as log:
            popen = subprocess.Popen(  # noqa: S603 - the product's own words
                process.arguments, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.processes[process.name] = popen
        if listens_at:
            wait_until(lambda: is_open(listens_at), self.said)
        return popen

    def start_web(self, workers: int = 1) -> "subprocess.Popen[bytes]":
        process = Process.web("127.0.0.1", self.port, workers, 16)
        popen = self.start(process, listens_at=self.port)
        # It listens before it has loaded the application.
        wait_until(lambda: self.answers("/health/live"), self.said)
        return popen

    def start_sandbox(self) -> "subprocess.Popen[bytes]":
        process = Process.sandbox("127.0.0.1", self.sandbox_port)
        return self.start(process, listens_at=self.sandbox_port)

    def start_worker(self) -> "subprocess.Popen[bytes]":
        return self.start(Process.worker())

    def stop(self) -> None:
        for popen in self.processes.values():
            left = [popen.pid, *(pid for pid, _command in descendants(popen.pid))]
            for pid in left if popen.poll() is None else ():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            popen.wait()

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Any = None, timeout: float = 30
    ) -> tuple[int, dict[str, Any]]:
        """Send one request. Raises OSError or HTTPException if no whole answer comes back."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as connection:
            connection.request(method, path, body or None, headers or {})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def get(self, path: str, **parameters: str) -> tuple[int, dict[str, Any]]:
        return self.ask("GET", f"{path}?{urlencode(parameters)}")

    def post(self, path: str, **form: str) -> tuple[int, dict[str, Any]]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form).encode(), kind)

    def publish(self, token: str, film: str) -> int:
        """Publish a video; return the code, or the HTTP status of a failure."""
        status, body = self.post("/vod/videoPublish", token=token, videoId=film)
        return int(body["code"]) if status == 200 else status

    def tell(self, event: dict[str, Any]) -> int:
        """Post an event as VOD does; return the HTTP status."""
        stamp = str(int(time.time()))
        url = f"http://127.0.0.1:{self.port}{PATH}"
        headers = {"X-VOD-TIMESTAMP": stamp, "X-VOD-SIGNATURE": signature(url, stamp, KEY)}
        return self.ask("POST", PATH, json.dumps(event).encode(), headers)[0]

    def switch(self, **faults: float) -> None:
        """Switch the cloud's faults on its page: these on, the others off (sandbox/README.md)."""
        usual = dict.fromkeys(("delay", "drop", "rpc_error", "rpc_throttle", "rpc_garbage", "rpc_hang"), 0.0)
        form = urlencode({"review_default": "pass", "oss_error": 0, **usual, **faults})
        here = f"127.0.0.1:{self.sandbox_port}"
        headers = {"Origin": f"http://{here}", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection(here, timeout=30)) as connection:
            connection.request("POST", "/console/switches", form, headers)
            assert connection.getresponse().status == 302

    def answers(self, path: str) -> bool:
        with suppress(OSError, HTTPException, ValueError):
            return self.ask("GET", path, timeout=5)[0] == 200
        return False

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        connect: Any = sqlite3.connect if self.database.startswith("sqlite") else psycopg2.connect
        with closing(connect(self.database.removeprefix("sqlite:///"))) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return list(cursor.fetchall())

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])  # noqa: S608 - our own
