"""What Django's handler gives to the app server, and what is looked after around a request."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core import signals
from django.db import connection
from django.test import RequestFactory
from pytest_django import Settings

from qulive.handler import Handler, spare_signals
from tests.app import App
from tests.test_connection import end, process_at_the_other_end

pytestmark = pytest.mark.django_db(transaction=True)
ICON = Path(__file__).parent.parent / "qulive" / "static" / "qulive" / "favicon.svg"


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    for signal in (signals.request_started, signals.request_finished):
        monkeypatch.setattr(signal, "receivers", list(signal.receivers))
    spare_signals()


def ask(path: str, **parameters: str) -> Iterable[bytes]:
    return Handler()(RequestFactory().get(path, parameters).environ, lambda _status, _headers: None)


def test_a_finished_answer_goes_out_in_one_piece_and_the_request_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over: list[type] = []
    monkeypatch.setattr(signals.request_finished, "send", lambda *, sender: over.append(sender))

    [piece] = ask("/resource/getMotionFilter")

    assert json.loads(piece)["code"] == "200"
    assert over == [Handler]


def test_a_file_is_still_read_as_it_goes_out(settings: Settings) -> None:
    settings.STATIC_ROOT = ICON.parent

    answer: Any = ask("/static/favicon.svg")

    assert answer.streaming
    assert b"".join(answer) == ICON.read_bytes()
    answer.close()


@pytest.mark.usefixtures("spared")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
def test_a_connection_that_the_server_closed_is_replaced_although_less_is_signalled(alice_app: App) -> None:
    process = process_at_the_other_end()
    ask("/vod/getPersonalVideoList", token=alice_app.token)
    end(process)

    [piece] = ask("/vod/getPersonalVideoList", token=alice_app.token)

    assert json.loads(piece)["code"] == "200"
