"""The OpenAPI document against the server: whatever it lets one send, and what it does not, is answered well.

Every operation gets its share of a fixed budget, with the same inputs in every run.
"""

from collections.abc import Iterator
from functools import cache
from time import thread_time
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from accounts.models import User
from tests.abuse.routes import methods, operations
from tests.callbacks.conftest import PATH, signed
from tests.conftest import app_of
from tests.materials.rows import a_caption, a_font, a_front_sticker, a_sticker, an_mv
from tests.music.rows import a_track
from tests.videos.rows import a_rendition, recommended, rolled_back

EXAMPLES = 20
# Seconds of our own work for one answer, however busy the machine is.
SLOW = 2
WAYS = [(path, method) for path in operations() for method in sorted(methods(path))]
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]
BUDGET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # what fails is shown as it came
    suppress_health_check=list(HealthCheck),
)
# What no schema allows, and phones, proxies and strangers send all the same.
ODD = st.sampled_from(
    ["\0", "a\0b", "٣", "１２", "9" * 400, "-1", "1e400", "NaN", "null", "true", "[]", "{}", " ",
     "\r\n", "../../etc/passwd", "javascript:alert(1)", "<script>alert(1)</script>", "=1+1", "x" * 20_000]
)  # fmt: skip


REAL = "real"


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's own connection, which the server would drop after each request, as it must."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def schema(db: None) -> Any:
    return document()


@cache
def document() -> Any:
    """The document as the server gives it out, and the server itself to send to."""
    return schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())


@pytest.fixture
def real(alice: User) -> dict[str, str]:
    """Values that hit a row."""
    (video,) = recommended(1, alice)
    a_rendition(video)
    a_sticker(84, font=a_font(52))
    a_caption(189)
    a_front_sticker()
    an_mv()
    a_track(music_id="Q100")
    User.objects.create_user("nora", password="correct-horse-7")
    return {
        "token": app_of(alice).token, "videoId": video.vod_id, "id": str(video.pk), "userId": alice.user_id,
        "musicId": "Q100", "pasterId": "84", "textPasterId": "189", "fontId": "52", "username": "nora",
        "password": "correct-horse-7", "title": "Cat", "fileName": "cat.mp4", "imageType": "cover",
        "nickname": "Alicia", "pageIndex": "1", "pageSize": "50",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "method"), WAYS)
def test_whatever_is_sent_is_answered_in_the_envelope_and_soon(
    schema: Any, real: dict[str, str], path: str, method: str
) -> None:
    operation = schema[path][method.upper()]
    headers = {"Accept-Encoding": "identity", **(signed() if path == PATH else {})}

    @BUDGET
    @given(
        case=operation.as_strategy(GenerationMode.POSITIVE) | operation.as_strategy(GenerationMode.NEGATIVE),
        changes=st.dictionaries(st.sampled_from(sorted(real)), ODD | st.just(REAL), max_size=6),
    )
    def attack(case: Any, changes: dict[str, str]) -> None:
        put(case, {name: real[name] if value is REAL else value for name, value in changes.items()})
        with rolled_back():
            started = thread_time()
            answer = case.call(headers=headers)
            spent = thread_time() - started
        case.validate_response(answer, checks=CHECKS)
        assert list(answer.json()) == ["result", "requestId", "code", "message", "data"]
        assert spent < SLOW

    attack()


def put(case: Any, parameters: dict[str, str]) -> None:
    """Send these too: in the form where there is one, and a token in the query in any case."""
    if isinstance(case.body, dict):
        case.body = {**case.body, **parameters}
    else:
        case.query = {**(case.query or {}), **parameters}
