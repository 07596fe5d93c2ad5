"""A sender of requests made beforehand, over kept connections, that takes little CPU time itself."""

import math
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import median, quantiles
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from benchmarks.shots import Shot
from benchmarks.sides import Side

PERCENTILES = 100


def post(path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a whole request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def form(path: str, fields: Mapping[str, str]) -> bytes:
    return post(path, urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"})


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


class Connection:
    """One kept connection to a side."""

    def __init__(self, side: Side) -> None:
        self.socket = socket.create_connection(("127.0.0.1", side.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; return the answer's status and body, which is not chunked."""
        self.socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.more()
        head, _, body = received.partition(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        while len(body) < length:
            body += self.more()
        return int(head[9:12]), body

    def more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError
        return data


def accepted(status: int, body: bytes) -> bool:
    return status == 200 and b'"result":"true"' in body.replace(b": ", b":")  # noqa: PLR2004 - HTTP's


def send(
    side: Side, requests: Sequence[bytes], *, senders: int, seconds: float = 0, per_second: float = 0
) -> Shot:
    """Send them, all or what these seconds allow, from so many senders that wait for each answer."""
    waiting = paced(requests, per_second) if per_second else iter(requests)
    deadline = time.perf_counter() + seconds if seconds else math.inf
    taken: list[float] = []
    failures: list[bytes] = []
    lock = threading.Lock()

    def work() -> None:
        connection = Connection(side)
        while (request := next_of(waiting, lock)) is not None and time.perf_counter() < deadline:
            begin = time.perf_counter()
            try:
                fine = accepted(*connection.ask(request))
            except OSError:
                fine = False
                connection = Connection(side)
            taken.append(time.perf_counter() - begin)
            if not fine:
                failures.append(request)

    begin, own, cpu = time.perf_counter(), time.process_time(), side.cpu_seconds()
    at_once(work, senders)
    lasted = time.perf_counter() - begin
    return Shot(
        rate=len(taken) / lasted,
        p50=median(taken) * 1000,
        p99=quantiles(taken, n=PERCENTILES)[-1] * 1000,
        cpu=(side.cpu_seconds() - cpu) / len(taken) * 1000,
        errors=len(failures),
        own=(time.process_time() - own) / lasted,
    )


def at_once(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def next_of(waiting: Iterator[bytes], lock: threading.Lock) -> bytes | None:
    with lock:
        return next(waiting, None)


def paced(requests: Iterable[bytes], per_second: float) -> Iterator[bytes]:
    """Yield them at a steady pace, catching up after a delay."""
    begin = time.perf_counter()
    for number, request in enumerate(requests):
        time.sleep(max(0, begin + number / per_second - time.perf_counter()))
        yield request
