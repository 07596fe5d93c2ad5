"""The shared cache: on Redis while it answers, without it otherwise."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qulive.cache import RedisOrHere
from tests.waiting import PATIENCE, free_port, is_open, wait_until

SERVER = shutil.which("redis-server")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def redis(port: int, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    if SERVER is None:
        pytest.skip("There is no redis-server on this machine.")
    process = subprocess.Popen(  # noqa: S603 - our own words
        [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: is_open(port))
        yield process
    finally:
        process.kill()
        process.wait()


def cache_at(port: int) -> RedisOrHere:
    return RedisOrHere(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_connect_timeout": PATIENCE}})


def test_two_processes_count_together(redis: "subprocess.Popen[bytes]", port: int) -> None:
    cache_at(port).set("calls", [1, 2], 60)

    assert cache_at(port).get("calls") == [1, 2]


def test_while_redis_is_away_a_process_counts_alone(redis: "subprocess.Popen[bytes]", port: int) -> None:
    cache = cache_at(port)
    cache.set("calls", [1], 60)
    redis.kill()
    redis.wait()

    assert cache.get("calls", []) == []
    cache.set("calls", [2], 60)
    assert cache.get("calls") == [2]
    assert cache.add("more", 1) is True
    assert cache.delete("more") is True
