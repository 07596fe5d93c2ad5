"""What people who watch the server see: a line for each operation, as text or as JSON."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from qulive.api import logs
from tests.api.conftest import Ask

SECRET = "it's-a-secret"


@pytest.fixture
def watched(settings: Settings, log: io.StringIO) -> Iterator[io.StringIO]:
    settings.LOG_REQUESTS = True
    (console,) = (one for one in logging.getLogger().handlers if getattr(one, "stream", None) is log)
    before = console.formatter
    console.setFormatter(logs.JsonLines())
    yield log
    console.setFormatter(before)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_operation_leaves_a_line_with_its_code_and_time(watched: io.StringIO, ask: Ask) -> None:
    answer = ask("GET", f"/vod/getSts?token={SECRET}")

    (line,) = lines(watched)
    assert (line["operation"], line["code"], line["level"]) == ("vod/getSts", "403", "INFO")
    assert line["request_id"] == answer.body["requestId"]
    assert line["duration_ms"] > 0
    assert "time" in line
    assert "secret" not in watched.getvalue()


def test_what_is_remembered_leaves_a_line_too(watched: io.StringIO, ask: Ask, db: None) -> None:
    for _ in range(2):
        ask("GET", "/resource/getFont")

    assert [line["code"] for line in lines(watched)] == ["200", "200"]


@pytest.mark.parametrize("path", ["/health/live", "/static/nothing.css", "/nothing"])
def test_what_is_no_operation_leaves_no_line_of_one(watched: io.StringIO, client: Client, path: str) -> None:
    client.get(path)

    assert not any("operation" in line for line in lines(watched))


def test_a_traceback_in_json_has_no_query_string(watched: io.StringIO) -> None:
    error = ValueError(f"https://vod.example/?token={SECRET}")
    logging.getLogger("videos").error("It broke", exc_info=error)

    (line,) = lines(watched)
    assert "ValueError: https://vod.example/?…" in line["exc_info"]
    assert "secret" not in watched.getvalue()


def test_chinese_stays_chinese(watched: io.StringIO) -> None:
    logging.getLogger("videos").warning("转码失败")

    assert "转码失败" in watched.getvalue()


def test_by_default_a_laptop_logs_no_requests(ask: Ask, log: io.StringIO) -> None:
    ask("GET", "/vod/getSts")

    assert "operation" not in log.getvalue()
