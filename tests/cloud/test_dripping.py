"""A cloud whose answer begins in time, and takes for ever."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy
from tests.dripping import DRIP, Dripping

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(
    params=[(b"", b"H"), (HEAD, b"X-Drop: 1\r\n"), (HEAD + CHUNKED, b"1\r\n \r\n")],
    ids=["status line", "headers", "body"],
)
def dripping(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    cloud = Dripping(*request.param)
    settings.VOD_ENDPOINT = cloud.address
    monkeypatch.setattr(client, "READ_TIMEOUT", 5 * DRIP)
    client.acs_client.cache_clear()
    yield
    cloud.stopped.set()
    cloud.server.close()


@pytest.mark.usefixtures("dripping")
def test_an_answer_has_to_be_in_as_a_whole() -> None:
    started = time.monotonic()
    with pytest.raises(CloudBusy):
        client.read("vod", "GetVideoInfo", VideoId="a")

    assert time.monotonic() - started < client.CONNECT_TIMEOUT + client.READ_TIMEOUT + 1


def test_an_answer_that_is_in_leaves_its_connection_to_the_next(settings: Settings) -> None:
    body = b'{"Video": {}}'
    answer = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    accepted: list[socket.socket] = []

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        accepted.append(connection)
        while connection.recv(1 << 16):
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VOD_ENDPOINT = f"http://127.0.0.1:{server.getsockname()[1]}"
        client.acs_client.cache_clear()
        Thread(target=serve, args=[server], daemon=True).start()
        for _ in range(3):
            assert client.read("vod", "GetVideoInfo", VideoId="a") == {"Video": {}}
        accepted[0].close()
    assert len(accepted) == 1
