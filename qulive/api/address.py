"""Whose request it is, as far as the network says: for throttles and for the count of failed logins alike."""

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request


def address_of(request: Request | HttpRequest) -> str:
    """Return the client's address: what the outermost of our PROXIES saw, and nothing a client claims.

    Each proxy appends to X-Forwarded-For whom it talked to, so only the last PROXIES entries are ours.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    seen = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not settings.PROXIES or len(seen) < settings.PROXIES:
        return peer
    return seen[-settings.PROXIES] or peer
