"""What a hanging cloud can take of our threads."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy


@pytest.fixture
def hanging(settings: Settings) -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VOD_ENDPOINT = f"http://127.0.0.1:{server.getsockname()[1]}"
        settings.THREADS = 8
        client.acs_client.cache_clear()
        client.bulkhead.cache_clear()
        yield server
    client.bulkhead.cache_clear()


@pytest.mark.usefixtures("hanging")
def test_more_than_half_of_the_threads_are_refused_at_once() -> None:
    waited: list[float] = []

    def ask() -> None:
        started = time.monotonic()
        with pytest.raises(CloudBusy):
            client.read("vod", "GetVideoInfo", VideoId="a")
        waited.append(time.monotonic() - started)

    callers = [Thread(target=ask) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    refused, in_line, inside = sorted(waited)[:4], sorted(waited)[4:6], sorted(waited)[6:]
    assert max(refused) < client.PATIENCE
    assert client.PATIENCE <= min(in_line) < max(in_line) < client.READ_TIMEOUT
    assert min(inside) >= client.READ_TIMEOUT


def test_a_burst_that_the_cloud_answers_passes(db: None) -> None:
    assert [client.read("vod", "GetCategories")["SubTotal"] for _ in range(20)] == [0] * 20
