"""VOD behind a line that does not do TLS as it should: the apps are told so, and nothing is left over."""

import gc
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from qulive.aliyun import client
from tests.app import App
from videos.models import Video

FILM = {"title": "Cat", "fileName": "cat.mp4"}

# The SDK's own: how it asks for TLS, and that it leaves a refused connection to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ssl.PROTOCOL_TLS:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


@pytest.fixture(params=["no TLS", "a certificate of nobody we trust", "hung up"])
def bad_line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    with no_cloud(request.param, tmp_path) as port:
        yield port


@contextmanager
def no_cloud(kind: str, folder: Path) -> Iterator[int]:
    """Have something answer at a port that is no cloud of ours."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = own_certificate(folder) if "certificate" in kind else None

    def serve() -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                with suppress(OSError), near:
                    if context:
                        context.wrap_socket(near, server_side=True).recv(100)
                    elif kind == "no TLS":
                        near.recv(100)
                        near.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def own_certificate(folder: Path) -> ssl.SSLContext:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout {key}"
    command = [*made.split(), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_cloud_that_cannot_be_trusted_is_told_as_trouble(
    alice_app: App, settings: Settings, bad_line: int
) -> None:
    settings.VOD_ENDPOINT = f"127.0.0.1:{bad_line}"
    client.acs_client.cache_clear()
    answer = alice_app.get("/vod/getVideoUploadAuth", **FILM)
    client.acs_client.cache_clear()
    gc.collect()

    assert (answer.status, answer.code) == (200, "503")
    assert answer.message == "The video service is busy. Please try again in a moment."
    assert not Video.objects.exists()
