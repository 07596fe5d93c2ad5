"""Clouds that do not do what they should, where the SDK has its wires; the good one is the sandbox."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aliyunsdkcore.vendored import requests as sdk_requests
from pytest_django import Settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError

KEY_ID, SECRET = "LTAI-our-key-id", "our-key-secret"


@dataclass
class Wires(sdk_requests.adapters.BaseAdapter):  # type: ignore[misc]  # the SDK has no types
    """Answers every call alike, or breaks, and remembers the calls."""

    status: int = 200
    body: bytes = b"{}"
    trouble: Exception | None = None
    urls: list[str] = field(default_factory=list)
    timeouts: list[tuple[float, float]] = field(default_factory=list)

    def send(self, request: Any, **options: Any) -> Any:
        self.urls.append(request.url)
        self.timeouts.append(options["timeout"])
        if self.trouble:
            raise self.trouble
        response = sdk_requests.Response()
        response.status_code = self.status
        response._content = self.body
        return response

    def close(self) -> None:
        pass


Broken = Callable[..., Wires]


@pytest.fixture
def broken(settings: Settings) -> Broken:
    """Put a cloud in the place of the sandbox that answers, or fails, as a test says."""

    def instead(**behaviour: Any) -> Wires:
        settings.ALIBABA_CLOUD_ACCESS_KEY_ID, settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = KEY_ID, SECRET
        client.acs_client.cache_clear()
        wires = Wires(**behaviour)
        for scheme in ("http://", "https://"):
            client.acs_client().session.mount(scheme, wires)
        return wires

    return instead


def refusal(code: str, request_id: str = "7A1B") -> bytes:
    """Return the body of an error as Alibaba's gateway words it."""
    return json.dumps(
        {"RequestId": request_id, "HostId": "vod", "Code": code, "Message": f"{code}."}
    ).encode()


def assert_clean(error: CloudError) -> None:
    """A cloud's error quotes no URL and no key, and drags none of the SDK's own errors along."""
    shown = f"{error!r} {error}"
    assert not any(word in shown for word in ("http", "Signature=", "AccessKeyId=", KEY_ID, SECRET, "?"))
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
