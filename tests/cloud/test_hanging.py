"""A cloud that takes connections and never answers."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from qulive.aliyun import client
from tests.app import Answer, App

APPS_PATIENCE = 5  # seconds; Flutter's


@pytest.fixture
def hanging(settings: Settings) -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VOD_ENDPOINT = settings.STS_ENDPOINT = f"http://127.0.0.1:{server.getsockname()[1]}"
        client.acs_client.cache_clear()
        yield server


@pytest.mark.usefixtures("hanging")
def test_apps_get_an_answer_in_time_and_do_not_stand_in_line() -> None:
    answers: list[Answer] = []
    apps = [Thread(target=lambda: answers.append(App().get("/demo/getSts"))) for _ in range(8)]

    started = time.monotonic()
    for app in apps:
        app.start()
    for app in apps:
        app.join()
    assert time.monotonic() - started < APPS_PATIENCE
    assert [(answer.status, answer.code) for answer in answers] == [(200, "503")] * 8
    assert answers[0].message == "The video service is busy. Please try again in a moment."
