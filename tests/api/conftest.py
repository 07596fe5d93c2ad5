import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.app import Answer

Ask = Callable[..., Answer]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@pytest.fixture
def ask(db: None) -> Ask:
    """Send any request as a phone does: no cookie, no CSRF token. Nothing is raised, all is answered."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def send(method: str, path: str, body: bytes = b"", kind: str = FORM, **headers: str) -> Answer:
        named = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        response: Any = client.generic(method, path, body, content_type=kind, headers=named)
        return Answer(response, json.loads(response.content or "{}"))

    return send


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our own handler writes, as it would on the console."""
    handlers = logging.getLogger("django").handlers
    (console,) = (one for one in handlers if type(one) is logging.StreamHandler)
    lines = io.StringIO()
    before = console.setStream(lines)
    yield lines
    console.setStream(before)
