from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

Get = Callable[..., Any]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder that uploaded files go to, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder: Path = settings.MEDIA_ROOT
    folder.mkdir()
    return folder


@pytest.fixture
def get(db: None, client: Client) -> Get:
    """Open an address as a browser or a player does."""

    def open_(path: str, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path.removeprefix("http://testserver"), headers=named)

    return open_


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content
