import base64
import json
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import oss2
import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from pytest_django import Settings

from sandbox import worker
from sandbox.models import Event
from tests import inprocess

PACKAGES = {"AssumeRole": "aliyunsdksts.request.v20150401"}
VOD = "aliyunsdkvod.request.v20170321"


@dataclass(frozen=True)
class Ticket:
    """An upload credential, unpacked."""

    media_id: str
    address: dict[str, str]
    auth: dict[str, str]


class Sdk:
    """The real SDK with one set of credentials, calling the sandbox."""

    def __init__(self, key_id: str, secret: str, token: str | None = None) -> None:
        self.client = AcsClient(key_id, secret, "cn-shanghai")
        for product in ("vod", "sts"):
            self.client.add_endpoint("cn-shanghai", product, "http://127.0.0.1:8001")
        self.token = token
        inprocess.mount(self.client.session)

    def __call__(self, action: str, **parameters: Any) -> Any:
        """Do an action and return its parsed answer."""
        module = import_module(f"{PACKAGES.get(action, VOD)}.{action}Request")
        request = getattr(module, f"{action}Request")()
        for name, value in parameters.items():
            getattr(request, f"set_{name}")(value)
        if self.token:
            request.add_query_param("SecurityToken", self.token)
        return json.loads(self.client.do_action_with_exception(request))


@pytest.fixture(autouse=True)
def cloud(db: None, settings: Settings, tmp_path: Path) -> None:
    """A cloud of the test's own, empty."""
    settings.SANDBOX_PUBLIC_URL = "http://127.0.0.1:8001"
    settings.SANDBOX_OBJECTS = tmp_path / "objects"
    settings.SANDBOX_CALLBACK_TARGET = "http://127.0.0.1:8000/vodcallback/callback"
    settings.SANDBOX_CALLBACK_URL = "http://127.0.0.1:8000/vodcallback/callback"
    settings.SANDBOX_CALLBACK_KEYS = ["SandboxCallbackKey2026"]
    settings.SANDBOX_FFMPEG = ""


@pytest.fixture
def ffmpeg(settings: Settings) -> None:
    """Have the cloud do real media work; without this it believes a clip's headers."""
    settings.SANDBOX_FFMPEG = None


@pytest.fixture
def sdk() -> Sdk:
    """The account itself."""
    return Sdk("sandbox-key-id", "sandbox-key-secret")


@pytest.fixture
def assumed(sdk: Sdk) -> Callable[..., Sdk]:
    """Make SDKs that hold the credentials of an assumed role."""

    def assume(**parameters: Any) -> Sdk:
        answer = sdk(
            "AssumeRole",
            RoleArn="acs:ram::1000000000000000:role/app",
            RoleSessionName="alice",
            **parameters,
        )
        keys = answer["Credentials"]
        return Sdk(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])

    return assume


@pytest.fixture
def ticket(sdk: Sdk) -> Callable[..., Ticket]:
    """Ask for upload credentials."""

    def ask(action: str = "CreateUploadVideo", **parameters: Any) -> Ticket:
        if action == "CreateUploadVideo":
            parameters = {"Title": "Cat", "FileName": "cat.mp4", **parameters}
        return unpacked(sdk(action, **parameters))

    return ask


@pytest.fixture
def uploaded(ticket: Callable[..., Ticket]) -> Callable[..., str]:
    """Upload a clip and let the cloud do all its work; return its id."""

    def upload(content: bytes | None = None, **parameters: Any) -> str:
        mine = ticket(**parameters)
        bucket(mine).put_object(mine.address["FileName"], content or clip())
        worker.run_due()
        return mine.media_id

    return upload


def unpacked(answer: dict[str, str]) -> Ticket:
    return Ticket(
        media_id=answer.get("VideoId") or answer["ImageId"],
        address=json.loads(base64.b64decode(answer["UploadAddress"])),
        auth=json.loads(base64.b64decode(answer["UploadAuth"])),
    )


def refusal(sdk: Sdk, action: str = "GetCategories", **parameters: Any) -> tuple[int, str]:
    """Do an action that fails, and return the HTTP status and the code."""
    with pytest.raises(ServerException) as refused:
        sdk(action, **parameters)
    return refused.value.get_http_status(), refused.value.get_error_code()


def bucket(ticket: Ticket) -> oss2.Bucket:
    """Return the object store as the holder of a ticket sees it."""
    auth = ticket.auth
    return oss2.Bucket(
        oss2.StsAuth(auth["AccessKeyId"], auth["AccessKeySecret"], auth["SecurityToken"]),
        ticket.address["Endpoint"],
        ticket.address["Bucket"],
        session=inprocess.oss_session(),
    )


def clip(*, seconds: float = 3, width: int = 720, height: int = 1280) -> bytes:
    """Return the headers of an mp4, which are all that the sandbox reads of it."""
    movie = struct.pack(">IIIII", 0, 0, 0, 1000, int(seconds * 1000)) + bytes(80)
    matrix = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    track = bytes(40) + matrix + struct.pack(">II", width << 16, height << 16)
    return _box(b"ftyp", b"isom") + _box(b"moov", _box(b"mvhd", movie) + _box(b"trak", _box(b"tkhd", track)))


def events(kind: str | None = None) -> list[dict[str, Any]]:
    """Return the bodies of all events so far, in order."""
    kept = Event.objects.order_by("pk")
    return [event.body for event in (kept.filter(kind=kind) if kind else kept)]


def kinds() -> list[str]:
    return [body["EventType"] for body in events()]


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def slow_ffmpeg(folder: Path) -> str:
    """Return an ffmpeg that never ends, and whose pid is kept in the folder."""
    script = folder / "ffmpeg"
    script.write_text(
        f"#!{sys.executable}\nimport os, time\n"
        f"open({str(folder / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    )
    script.chmod(0o700)
    return str(script)
