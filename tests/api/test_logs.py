import io
import json
import logging
import re
from uuid import UUID

import pytest
from pytest_django import Settings

from accounts.models import AccessToken
from tests.api.conftest import Ask
from tests.app import App

SECRET = "it's-a-secret"


def ids_in(lines: str) -> set[str]:
    return set(re.findall(r"\[([0-9a-f-]{36})\]", lines))


def test_every_line_of_a_request_carries_its_id(ask: Ask, log: io.StringIO) -> None:
    answer = ask("GET", "/nothing/here")

    assert ids_in(log.getvalue()) == {answer.body["requestId"]}
    assert "Not Found: /nothing/here" in log.getvalue()


@pytest.mark.parametrize(
    "path", ["/nothing", "/user/login", "/vod/getSts", "/user/updateUser", "/demo/getVideoPlayAuth"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_line_holds_a_token_or_a_password(ask: Ask, log: io.StringIO, method: str, path: str) -> None:
    ask(method, f"{path}?token={SECRET}&password={SECRET}", f"token={SECRET}&password={SECRET}".encode())

    assert "secret" not in log.getvalue()


def test_no_line_holds_what_a_sign_in_handed_out(stranger: App, log: io.StringIO) -> None:
    token = stranger.get("/user/randomUser").data["token"]
    App(token).get("/vod/getSts")

    assert token not in log.getvalue()
    assert AccessToken.objects.get().digest not in log.getvalue()


@pytest.mark.parametrize("logger", ["django.server", "django.request", "granian", "videos"])
def test_query_strings_are_cut_out_of_anybodys_lines(log: io.StringIO, logger: str) -> None:
    logging.getLogger(logger).error('"GET %s HTTP/1.1" %s', f"/user/login?password={SECRET}", 200)

    assert '"GET /user/login?… HTTP/1.1" 200' in log.getvalue()
    assert "secret" not in log.getvalue()


def test_a_bug_leaves_its_traceback_without_the_query_string(
    ask: Ask, log: io.StringIO, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.api.broken_urls"
    answer = ask("GET", "/broken")

    assert "Traceback" in log.getvalue()
    assert "RuntimeError: https://vod.example.com/?…" in log.getvalue()
    assert "secret" not in log.getvalue()
    assert ids_in(log.getvalue()) == {answer.body["requestId"]}


def test_our_own_bug_is_logged_with_its_traceback(ask: Ask, log: io.StringIO, settings: Settings) -> None:
    settings.TOKENS_PER_USER = "many"
    answer = ask("GET", "/user/randomUser")

    assert UUID(answer.body["requestId"])
    assert "An operation failed: TypeError" in log.getvalue()
    assert "Traceback" in log.getvalue()


def test_a_form_never_reaches_a_line(ask: Ask, log: io.StringIO, settings: Settings) -> None:
    settings.TOKENS_PER_USER = "many"
    body = json.dumps({"username": "nora", "password": SECRET}).encode()
    ask("POST", "/user/register", body, "application/json")

    assert "An operation failed" in log.getvalue()
    assert "secret" not in log.getvalue()
