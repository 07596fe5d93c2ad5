"""What the guards in front of the API need to tell clients apart and to count them (`manage.py check`)."""

from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

from qulive.api.throttles import PerClient

LOCAL_CACHES: Final = ("django.core.cache.backends.locmem.LocMemCache",)


@register(Tags.security)
def check_rates_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Error(
            f"RATE_{scope.upper()} can't be read: {rate}",
            hint='Write it like "30/min" (or /s, /hour, /day), or "off".',
            id="qulive.E016",
        )
        for scope, rate in settings.RATES.items()
        if rate and not is_rate(rate)
    ]


def is_rate(rate: str) -> bool:
    try:
        count, _seconds = PerClient().parse_rate(rate)
    except (ValueError, KeyError, IndexError):
        return False
    return bool(count)


@register(Tags.security, deploy=True)
def check_rates_on(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Warning(
            f"RATE_{scope.upper()} is off: one client may do it as often as it likes.",
            hint=f"Unset RATE_{scope.upper()}, or set a rate.",
            id="qulive.W004",
        )
        for scope, rate in settings.RATES.items()
        if not rate
    ]


@register(Tags.security, deploy=True)
def check_cache_is_shared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    alone = settings.WORKERS == 1 and not settings.DATABASES["default"].get("HOST")
    if alone or settings.CACHES["default"]["BACKEND"] not in LOCAL_CACHES:
        return []
    return [
        checks.Warning(
            "Each process has a cache of its own, so each counts clients and their failed logins alone.",
            hint="Set CACHE_URL to a Redis that all share, such as rediscache://127.0.0.1:6379/0.",
            id="qulive.W003",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """TLS ends at a proxy, and then every client has the proxy's address unless it is asked."""
    if settings.PROXIES or not settings.SECURE_SSL_REDIRECT:
        return []
    return [
        checks.Warning(
            "PROXIES is 0, so all clients behind the proxy that ends TLS count as one.",
            hint="Set PROXIES to how many proxies of yours a request comes through, mostly 1.",
            id="qulive.W005",
        )
    ]
