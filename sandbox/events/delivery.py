"""How VOD delivers an event: signed, three tries, 200 or nothing (`contract/vod.md` §D)."""

import hashlib
import http.client
import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Timer
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from sandbox.models import Event

TRIES: Final = 3
PAUSE: Final = timedelta(seconds=1)
PATIENCE: Final = 5.0
"""Seconds that a receiver has to answer."""

Post = Callable[[str, bytes, Mapping[str, str]], int]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a request and return its status. Redirects are not followed. Raises OSError, HTTPException."""
    started = monotonic()
    target = urlsplit(url)
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname or "", target.port, timeout=PATIENCE)
    # The socket's own time-out starts anew with every byte.
    limit = Timer(PATIENCE, _cut, [connection])
    limit.start()
    try:
        path = f"{target.path or '/'}{'?' + target.query if target.query else ''}"
        connection.request("POST", path, body, dict(headers))
        status = connection.getresponse().status
    finally:
        limit.cancel()
        connection.close()
    if monotonic() - started > PATIENCE:
        raise TimeoutError("timed out")
    return status


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(AttributeError, OSError):  # It is not connected, or ends right now.
        connection.sock.shutdown(socket.SHUT_RDWR)


def signed_headers(now: datetime) -> dict[str, str]:
    """Return the headers of one try; without a key VOD sends no signature."""
    headers = {"Content-Type": "application/json"}
    if settings.SANDBOX_CALLBACK_KEYS:
        stamp = str(int(now.timestamp()))
        text = f"{settings.SANDBOX_CALLBACK_URL}|{stamp}|{settings.SANDBOX_CALLBACK_KEYS[0]}"
        headers["X-VOD-TIMESTAMP"] = stamp
        headers["X-VOD-SIGNATURE"] = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return headers


def deliver(event: Event, now: datetime, send: Post) -> None:
    """Try once, and note what came back."""
    try:
        answer: int | str = send(
            settings.SANDBOX_CALLBACK_TARGET,
            json.dumps(event.body, ensure_ascii=False).encode(),
            signed_headers(now),
        )
    except (OSError, http.client.HTTPException) as error:
        answer = f"{type(error).__name__}: {error}"
    event.answers.append(answer)
    if answer == http.client.OK:
        event.state = Event.State.DELIVERED
    elif len(event.answers) >= TRIES:
        event.state = Event.State.DROPPED
    else:
        event.due_at = now + PAUSE
    event.save(update_fields=["answers", "state", "due_at"])
