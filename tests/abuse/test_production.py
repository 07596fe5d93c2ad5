"""What a production says to browsers, and when it refuses to start."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage, Tags, run_checks
from pytest_django import Settings

from qulive.api.checks import LOCAL_CACHES
from tests.abuse.production import answers, run

ASKED = {
    "a page": ("GET", "/td.html", True),
    "a page without TLS": ("GET", "/td.html", False),
    "an app without TLS": ("GET", "/user/login?username=nora&password=x", False),
    "VOD": ("POST", "/vodcallback/callback", True),
    "VOD without TLS": ("POST", "/vodcallback/callback", False),
    "a balancer": ("GET", "/health/live", False),
    "an operator": ("GET", "/admin/", True),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    var = tmp_path_factory.mktemp("var")
    return dict(zip(ASKED, answers(var, *ASKED.values()), strict=True))


def test_browsers_are_told_to_stay_with_tls(told: dict[str, Any]) -> None:
    _status, headers, _cookies = told["a page"]

    hsts = headers["Strict-Transport-Security"]
    assert hsts == "max-age=31536000; includeSubDomains; preload"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["a page without TLS", "an app without TLS"])
def test_what_comes_without_tls_is_sent_to_it(told: dict[str, Any], who: str) -> None:
    status, headers, _cookies = told[who]

    assert status == 301
    assert headers["Location"].startswith("https://api.example.com/")


@pytest.mark.parametrize("who", ["VOD", "VOD without TLS"])
def test_vod_is_never_redirected(told: dict[str, Any], who: str) -> None:
    assert told[who][0] == 403  # for want of a signature


def test_a_balancer_is_never_redirected(told: dict[str, Any]) -> None:
    assert told["a balancer"][0] == 200


def test_an_operator_is_sent_to_the_login(told: dict[str, Any]) -> None:
    status, headers, _cookies = told["an operator"]

    assert (status, headers["Location"]) == (302, "/admin/login/?next=/admin/")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize(("setting", "problem"), [("VOD_CALLBACK_KEYS", "qulive.E004"), ("SECRET_KEY", "")])
def test_a_half_configured_production_does_not_start(tmp_path: Path, setting: str, problem: str) -> None:
    done = run(tmp_path, "-c", "import qulive.wsgi", **{setting: "", "DEBUG": "0"})

    assert done.returncode != 0
    assert (problem or "SECRET_KEY is missing") in done.stderr


def test_a_production_as_it_should_be_has_nothing_to_be_told(tmp_path: Path) -> None:
    code = (
        "import qulive.wsgi; from django.conf import settings as s; from django.core.management import *;"
        "call_command('check', deploy=True, fail_level='WARNING');"
        "print([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, not s.DEBUG])"
    )
    done = run(tmp_path, "-c", code)

    assert done.returncode == 0, done.stderr
    assert "[True, True, True, True]" in done.stdout


def told_of(settings: Settings, setting: str, value: Any) -> list[CheckMessage]:
    """Return what `check --deploy` says while this setting is so."""
    settings.SECURE_SSL_REDIRECT = True
    setattr(settings, setting, value)
    return run_checks(tags=[Tags.security], include_deployment_checks=True)


@pytest.mark.parametrize(
    ("setting", "value", "id_"),
    [
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "", "qulive.E002"),
        ("USES_SANDBOX", True, "qulive.E001"),
        ("VOD_ENDPOINT", "http://vod.example.com", "qulive.E003"),
        ("VOD_CALLBACK_KEYS", [], "qulive.E004"),
        ("VOD_CALLBACK_URL", "http://api.example.com/vodcallback/callback", "qulive.W001"),
        ("DEMO_OPEN", True, "qulive.W002"),
        ("CACHES", {"default": {"BACKEND": LOCAL_CACHES[0]}}, "qulive.W003"),
        ("RATES", {"logins": ""}, "qulive.W004"),
        ("RATES", {"logins": "a few"}, "qulive.E016"),
        ("RATES", {"logins": "0/min"}, "qulive.E016"),
        ("PROXIES", 0, "qulive.W005"),
    ],
)
def test_what_is_open_wider_than_it_need_be_is_told_with_the_fix(
    settings: Settings, setting: str, value: Any, id_: str
) -> None:
    messages = [one for one in told_of(settings, setting, value) if one.id == id_]

    assert messages
    assert all(message.hint for message in messages)


@pytest.mark.parametrize(
    ("setting", "value", "id_"),
    [
        ("PROXIES", 1, "qulive.W005"),
        ("CACHES", {"default": {"BACKEND": "qulive.cache.RedisOrHere"}}, "qulive.W003"),
        ("RATES", {"logins": "30/min"}, "qulive.E016"),
        ("DEMO_OPEN", False, "qulive.W002"),
    ],
)
def test_what_is_well_is_not_told(settings: Settings, setting: str, value: Any, id_: str) -> None:
    assert id_ not in {one.id for one in told_of(settings, setting, value)}
