"""The two signatures that we make or check ourselves. MD5 is Alibaba's choice."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare


class BadSignature(Exception):
    """A callback that VOD did not send, or not just now."""


def verify_callback(
    url: str,
    timestamp: str,
    signature: str,
    *,
    keys: Iterable[str],
    now: datetime,
    max_age: timedelta,
) -> None:
    """Raise BadSignature unless VOD signed this with one of our keys (contract/vod.md §D).

    `url` is the callback's URL as entered at VOD, `timestamp` UNIX seconds. It doesn't cover the body.
    """
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) == 10):  # noqa: PLR2004 - until 2286
        raise BadSignature("X-VOD-TIMESTAMP is not a UNIX time.")
    if abs(now.timestamp() - int(timestamp)) > max_age.total_seconds():
        raise BadSignature("X-VOD-TIMESTAMP is too far from now.")

    expected = [md5(f"{url}|{timestamp}|{key}") for key in keys]
    matches = [constant_time_compare(one, signature) for one in expected]
    if not any(matches):
        raise BadSignature("None of our keys made this X-VOD-SIGNATURE.")


def auth_key(path: str, *, key: str, at: datetime) -> str:
    """Return the `auth_key` parameter of type A for a URL's path (contract/vod.md §J)."""
    stamp = f"{int(at.timestamp())}-0-0"
    return f"{stamp}-{md5(f'{path}-{stamp}-{key}')}"


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
