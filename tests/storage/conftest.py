import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from music.models import Track
from tests.storage import oss as cloud
from tests.storage.oss import Oss

Open = Callable[..., "Opened"]

YEAR = "public, max-age=31536000, immutable"


class Opened:
    """What a phone got from an address."""

    def __init__(self, connection: HTTPConnection) -> None:
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name below localhost is this machine, as a wildcard in DNS would have it."""
    resolve = socket.getaddrinfo

    def here(host: Any, *args: Any, **kwargs: Any) -> Any:
        return resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def oss(names: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Oss]:
    """A production whose files lie in OSS."""
    with cloud.listening() as server:
        settings.ALIBABA_CLOUD_ACCESS_KEY_ID = cloud.KEY_ID
        settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = cloud.SECRET
        settings.USES_SANDBOX = False
        settings.OSS_REGION = cloud.REGION
        settings.OSS_S3_ENDPOINT = server.endpoint
        settings.OSS_MEDIA_BUCKET, settings.OSS_PRIVATE_BUCKET = cloud.MEDIA, cloud.PRIVATE
        settings.STORAGES = {
            **settings.STORAGES,
            "default": bucket(
                cloud.MEDIA, server.url("cdn.localhost"), "public, max-age=31536000, immutable"
            ),
            "private": bucket(cloud.PRIVATE, server.url("music.localhost"), "private, no-store"),
        }
        # A field asks for its storage once, when its model is made.
        monkeypatch.setattr(Track._meta.get_field("audio"), "storage", storages["private"])
        yield server


def bucket(name: str, url: str, cache_control: str) -> dict[str, Any]:
    options = {"bucket": name, "url": url, "cache_control": cache_control}
    return {"BACKEND": "qulive.oss.OssStorage", "OPTIONS": options}


@pytest.fixture
def open_url(names: None) -> Open:
    """Open an address as a phone does, without any key."""

    def open_(url: str, method: str = "GET", **headers: str) -> Opened:
        target = urlsplit(url)
        connection = HTTPConnection(target.netloc, timeout=10)
        connection.request(method, f"{target.path}?{target.query}", headers=headers)
        return Opened(connection)

    return open_


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder of a local storage, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder: Path = settings.MEDIA_ROOT
    folder.mkdir()
    return folder
