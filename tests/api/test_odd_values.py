"""Whatever is sent to whichever operation, the answer is in the envelope and nothing breaks."""

import json
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from tests.api.conftest import JSON, Ask
from tests.app import App

TEXTS = ["a\0b", "\ud800", "😀" * 500, "x" * 5000, "http://[", "1" * 400]
OTHERS: list[Any] = [None, True, 10**400, [], {"a": []}]


@cache
def operations(method: str) -> list[tuple[str, list[str]]]:
    """Return the paths that take this method, each with its parameters' names."""
    paths = Client().get("/api/schema/").json()["paths"]
    operations = (path for path, ways in paths.items() if method in ways and "callback" not in path)
    return [(path, parameters_of(path)) for path in operations]


def parameters_of(path: str) -> list[str]:
    view: Any = resolve(path).func
    return list(view.view_class.input().fields)


@pytest.mark.parametrize("value", [*TEXTS, *OTHERS], ids=lambda value: ascii(value)[:12])
def test_odd_values_in_json_break_nothing(ask: Ask, alice_app: App, value: Any) -> None:
    for path, names in operations("post"):
        body = {**dict.fromkeys(names, value), "token": alice_app.token}
        answer = ask("POST", path, json.dumps(body).encode(), JSON)
        assert answer.status == 200, (path, answer.body)
        assert answer.body["requestId"]


@pytest.mark.parametrize("value", TEXTS, ids=lambda value: ascii(value)[:12])
def test_odd_texts_in_the_query_break_nothing(alice_app: App, value: str) -> None:
    sent = value.encode(errors="surrogatepass")
    for path, names in operations("get"):
        answer = alice_app.get(path, **dict.fromkeys(names, sent))
        assert answer.status == 200, (path, answer.body)
        assert answer.body["requestId"]
