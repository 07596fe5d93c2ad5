"""`python -m qulive`: the whole product, in processes of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.waiting import PATIENCE, free_port, is_alive, wait_until

ROOT = Path(__file__).parent.parent
UP = "Press Ctrl-C to stop."


@dataclass
class Product:
    """A running product with data and ports of its own."""

    process: "subprocess.Popen[bytes]"
    log: Path
    url: str

    def get(self, path: str, **parameters: Any) -> Any:
        with urlopen(f"{self.url}{path}?{urlencode(parameters)}", timeout=30) as response:  # noqa: S310
            return json.loads(response.read())["data"]

    def answers(self) -> bool:
        try:
            return bool(self.get("/user/randomUser")["token"])
        except (OSError, HTTPException):
            return False

    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, condition: Callable[[], Any]) -> None:
        def came_true() -> bool:
            assert self.process.poll() is None, self.said()
            return bool(condition())

        wait_until(came_true, self.said)

    def pids(self, word: str) -> list[int]:
        """Return the processes that were started with this word; parents come before their children."""
        return [pid for pid, command in descendants(self.process.pid) if word in command]


def descendants(parent: int) -> list[tuple[int, str]]:
    """Return the processes below this one: each has a session of its own, so there is no group to ask."""
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    )
    rows = [line.split(maxsplit=2) for line in table.stdout.splitlines()]
    children = [(int(pid), args) for pid, ppid, args in rows if int(ppid) == parent]
    return [*children, *(one for pid, _args in children for one in descendants(pid))]


@pytest.fixture
def ports() -> tuple[int, int]:
    """Two ports at which nobody listens."""
    return free_port(), free_port()


@pytest.fixture
def product(ports: tuple[int, int], tmp_path: Path) -> Iterator[Product]:
    """The product as `make run` starts it; whatever is left of it in the end is killed."""
    port, sandbox_port = ports
    settings = {
        "VAR": tmp_path / "var",
        "PORT": port,
        "SANDBOX_PORT": sandbox_port,
        "WORKERS": 1,
        "SANDBOX_FFMPEG": "",
        # Whatever a developer's .env says.
        "DATABASE_URL": "",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "",
    }
    environment = {"PATH": os.environ["PATH"], **{name: str(value) for name, value in settings.items()}}
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "qulive"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Product(process, log, f"http://127.0.0.1:{port}")
    finally:
        left = [process.pid, *(pid for pid, _command in descendants(process.pid))]
        if process.poll() is None:
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def test_it_comes_up_seeded_revives_what_is_killed_and_stops_at_ctrl_c(product: Product) -> None:
    product.wait_for(lambda: UP in product.said())
    token = product.get("/user/randomUser")["token"]
    feed = product.get("/vod/getRecommendVideoList", token=token, pageIndex=1, pageSize=50)
    assert len(feed["videoList"]) == feed["total"] == 32
    assert len(product.get("/resource/getPasterInfo")) == 3
    assert product.get("/demo/getVideoPlayAuth", videoId=feed["videoList"][0]["videoId"])["playAuth"]
    assert f"{product.url}/api/docs/" in product.said()
    assert f"{product.url}/admin/ as operator / " in product.said()

    (worker,) = product.pids("task_worker")
    os.kill(worker, signal.SIGKILL)
    product.wait_for(lambda: product.pids("task_worker") not in ([], [worker]))

    left = [pid for pid, _command in descendants(product.process.pid)]
    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(PATIENCE) == 0
    wait_until(lambda: not any(is_alive(pid) for pid in left), product.said)
    assert "The task worker ended (-9); starting it again." in product.said()
    assert "Traceback" not in product.said()


def test_a_killed_server_leaves_nobody_at_its_port_and_a_closed_terminal_ends_all(product: Product) -> None:
    product.wait_for(lambda: UP in product.said())
    product.wait_for(lambda: len(product.pids("granian")) > 1)
    server, *workers = product.pids("granian")
    os.kill(server, signal.SIGKILL)
    product.wait_for(lambda: not any(is_alive(pid) for pid in workers))
    product.wait_for(product.answers)
    assert "The AppServer ended (-9); starting it again." in product.said()

    left = [pid for pid, _command in descendants(product.process.pid)]
    product.process.send_signal(signal.SIGHUP)
    assert product.process.wait(PATIENCE) == 0
    wait_until(lambda: not any(is_alive(pid) for pid in left), product.said)


@pytest.mark.parametrize(("which", "setting"), [(0, "PORT"), (1, "SANDBOX_PORT")])
def test_a_taken_port_is_refused_in_one_line(
    ports: tuple[int, int], request: pytest.FixtureRequest, which: int, setting: str
) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", ports[which]))
        taken.listen()
        product: Product = request.getfixturevalue("product")
        assert product.process.wait(PATIENCE) == 1

    assert product.said() == f"make run: Port {ports[which]} is taken. Set {setting} to another one.\n"
