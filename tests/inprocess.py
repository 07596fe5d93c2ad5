"""The local cloud without a socket: the unmodified SDKs call its WSGI handler directly."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_to_bytes, urlsplit

import oss2
import requests
import urllib3
from aliyunsdkcore.vendored import requests as sdk_requests
from aliyunsdkcore.vendored.requests.packages import urllib3 as sdk_urllib3
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, override_settings
from django.urls import get_urlconf, set_urlconf
from django_guid import get_guid, set_guid

from sandbox import faults

Answer = tuple[int, list[tuple[str, str]], bytes]
Post = Callable[[str, bytes, Mapping[str, str]], int]


class SandboxRequest(WSGIRequest):
    urlconf = "sandbox.urls"


class SandboxHandler(WSGIHandler):
    request_class = SandboxRequest

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own
        with override_settings(MIDDLEWARE=[]):
            super().load_middleware(is_async)


def answer(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """Give a request to the sandbox and return status, headers and body."""
    started: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: Any = None, /) -> Any:
        started.extend((int(status.split(maxsplit=1)[0]), headers))

    with _as_a_process_of_its_own():
        response = _handler()(_environ(method, url, headers, body), start)
        content = b"".join(response)
        response.close()
    return started[0], started[1], content


def mount(session: Any) -> None:
    """Make the session of an `AcsClient` reach the sandbox: `mount(client.session)`."""
    session.mount("http://", _adapter(sdk_requests, sdk_urllib3.HTTPResponse))


def oss_session() -> oss2.Session:
    """Return a session for `oss2.Bucket(…, session=oss_session())`."""
    return oss2.Session(adapter=_adapter(requests, urllib3.HTTPResponse))


def posting_to(client: Client) -> Post:
    """Return what `worker.deliver_due(send=…)` takes, so that events reach Django's views."""

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        path = urlsplit(url).path
        kind = headers["Content-Type"]
        signed = {name: value for name, value in headers.items() if name != "Content-Type"}
        return client.post(path, data=body, content_type=kind, headers=signed).status_code

    return send


@cache
def _handler() -> SandboxHandler:
    return SandboxHandler()


@contextmanager
def _as_a_process_of_its_own() -> Iterator[None]:
    """Keep the caller's URLs, request id and database connection, which the sandbox shares in tests."""
    urlconf, request_id = get_urlconf(), get_guid()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        set_urlconf(urlconf)
        set_guid(request_id)


def _adapter(library: Any, response_class: Any) -> Any:
    """Build a transport for one of the two copies of requests: ours and the SDK's.

    A call that the sandbox lets hang takes no time, and times out if its caller has less patience.
    """
    base: Any = library.adapters.HTTPAdapter
    impatience = library.exceptions.ReadTimeout

    class InProcess(base):  # type: ignore[misc]
        def send(self, request: Any, timeout: Any = None, **_options: Any) -> Any:
            body, waited = _read(request.body), list[float]()
            with patch.object(faults, "sleep", waited.append):
                status, headers, content = answer(request.method, request.url, request.headers, body)
            patience = timeout[1] if isinstance(timeout, tuple) else timeout
            if patience is not None and sum(waited) > patience:
                raise impatience(f"Read timed out. (read timeout={patience})")
            raw = response_class(
                body=io.BytesIO(content),
                headers=dict(headers),
                status=status,
                reason=HTTPStatus(status).phrase,
                preload_content=False,
            )
            return self.build_response(request, raw)

    return InProcess()


def _read(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return bytes(body.read())
    if isinstance(body, Iterable) and not isinstance(body, bytes | bytearray):
        return b"".join(body)
    return bytes(body)


def _environ(method: str, url: str, headers: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    target = urlsplit(url)
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(target.path).decode("latin-1"),
        "QUERY_STRING": target.query,
        "SERVER_NAME": target.hostname,
        "SERVER_PORT": str(target.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": target.netloc,
        "wsgi.url_scheme": target.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = text
    if "HTTP_TRANSFER_ENCODING" not in environ:
        environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return environ
