"""Addresses on VOD's domain for acceleration, signed where the domain asks for it (contract/vod.md §J)."""

from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils import timezone

from qulive.aliyun.signature import auth_key

PARAMETER = "auth_key"


def signs() -> bool:
    return bool(settings.VOD_CDN_DOMAIN and settings.VOD_CDN_KEY)


def address(url: str) -> str:
    """Return a URL of the domain with a signature of now, whatever it had; any other URL as it is."""
    if not signs():
        return url
    parts = urlsplit(url)
    if parts.hostname != settings.VOD_CDN_DOMAIN.lower():
        return url
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PARAMETER]
    signature = auth_key(parts.path, key=settings.VOD_CDN_KEY, at=timezone.now())
    return parts._replace(query=urlencode([*query, (PARAMETER, signature)])).geturl()


def fit_until(*, at: datetime) -> datetime | None:
    """Return until when signed addresses may be given out again: whoever gets one has half its life left."""
    return at + timedelta(seconds=settings.VOD_CDN_VALID_SECONDS / 2) if signs() else None
