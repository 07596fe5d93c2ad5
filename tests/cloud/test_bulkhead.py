"""What a hanging cloud can take of our threads."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy
from qulive.bulkhead import Bulkhead, BulkheadFull


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
def test_while_the_cloud_hangs_it_holds_no_more_than_half_of_the_threads() -> None:
    waited: list[float] = []

    def ask() -> None:
        started = time.monotonic()
        with pytest.raises(CloudBusy):
            client.read("vod", "GetVideoInfo", VideoId="a")
        waited.append(time.monotonic() - started)

    inside = [Thread(target=ask) for _ in range(2)]
    later = [Thread(target=ask) for _ in range(6)]
    for caller in inside:
        caller.start()
    time.sleep(client.PATIENCE + 0.1)
    for caller in later:
        caller.start()
    for caller in (*inside, *later):
        caller.join()
    refused, in_line, done = sorted(waited)[:4], sorted(waited)[4:6], sorted(waited)[6:]
    assert max(refused) < client.PATIENCE
    assert client.PATIENCE <= min(in_line) < client.READ_TIMEOUT
    assert min(done) >= client.READ_TIMEOUT


def test_a_burst_stands_in_line_as_a_whole() -> None:
    bulkhead = Bulkhead(inside=1, waiting=1, patience=1)
    through: list[int] = []

    def pass_through(number: int) -> None:
        with bulkhead.enter():
            time.sleep(0.01)
            through.append(number)

    callers = [Thread(target=pass_through, args=[number]) for number in range(20)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(through) == list(range(20))


@pytest.fixture
def hung() -> Bulkhead:
    """A bulkhead around a neighbour that just took longer than anybody's patience."""
    bulkhead = Bulkhead(inside=1, waiting=1, patience=0.2)
    with bulkhead.enter():
        time.sleep(0.25)
    return bulkhead


def stand_in_line(bulkhead: Bulkhead, callers: int) -> int:
    """Have so many callers come while another is inside for a moment; return how many were refused."""
    refused: list[int] = []

    def call(number: int) -> None:
        try:
            with bulkhead.enter():
                pass
        except BulkheadFull:
            refused.append(number)

    threads = [Thread(target=call, args=[number]) for number in range(callers)]
    with bulkhead.enter():
        for thread in threads:
            thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    return len(refused)


def test_between_two_calls_that_hang_no_crowd_gets_in_line(hung: Bulkhead) -> None:
    assert stand_in_line(hung, callers=4) == 3


def test_once_it_answers_in_time_again_all_may_stand_in_line(hung: Bulkhead) -> None:
    with hung.enter():
        pass

    assert stand_in_line(hung, callers=4) == 0
