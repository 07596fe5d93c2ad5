"""A cloud that takes connections and never answers."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from qulive import aliyun
from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy
from tests.app import App

APPS_PATIENCE = 5  # seconds; Flutter's


@pytest.fixture
def hanging(settings: Settings) -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VOD_ENDPOINT = settings.STS_ENDPOINT = f"http://127.0.0.1:{server.getsockname()[1]}"
        client.acs_client.cache_clear()
        yield server


@pytest.mark.usefixtures("hanging")
def test_apps_get_an_answer_all_the_same(stranger: App) -> None:
    started = time.monotonic()
    answer = stranger.get("/demo/getSts")

    assert time.monotonic() - started < APPS_PATIENCE
    assert (answer.status, answer.code) == (200, "503")
    assert answer.message == "The video service is busy. Please try again in a moment."


@pytest.mark.usefixtures("hanging")
def test_apps_do_not_stand_in_line_for_one_credential() -> None:
    gateway = aliyun.sts()
    failures: list[CloudBusy] = []

    def ask() -> None:
        with pytest.raises(CloudBusy) as failed:
            gateway.app_credential()
        failures.append(failed.value)

    started = time.monotonic()
    apps = [threading.Thread(target=ask) for _ in range(8)]
    for app in apps:
        app.start()
    for app in apps:
        app.join()
    assert len(failures) == 8
    assert time.monotonic() - started < APPS_PATIENCE
