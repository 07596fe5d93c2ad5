import base64
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from sandbox.models import Nonce
from sandbox.models import Video as Media
from tests.app import Answer, App
from videos.models import Video
from videos.states import Review, Status, Transcode


@dataclass(frozen=True)
class Door:
    """The same operation at /vod with a token and at /demo without one."""

    prefix: str
    app: App

    def __call__(self, operation: str, **parameters: Any) -> Answer:
        return self.app.get(f"{self.prefix}/{operation}", **parameters)

    def post(self, operation: str, **form: Any) -> Answer:
        return self.app.post(f"{self.prefix}/{operation}", **form)


@pytest.fixture
def vod(alice_app: App) -> Door:
    return Door("/vod", alice_app)


@pytest.fixture
def demo(stranger: App) -> Door:
    return Door("/demo", stranger)


@pytest.fixture(params=["vod", "demo"])
def door(request: pytest.FixtureRequest) -> Door:
    """Each of the two doors in turn."""
    found: Door = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def own(vod: Door) -> Video:
    """Alice's uploaded video, not published."""
    return arrived(vod)


@pytest.fixture
def ownerless(demo: Door) -> Video:
    """A video that came through /demo."""
    return arrived(demo)


@pytest.fixture
def public(own: Video) -> Video:
    """Alice's published and approved video."""
    own.published_at = timezone.now()
    own.review, own.transcode = Review.APPROVED, Transcode.DONE
    own.save()
    return own


def arrived(door: Door) -> Video:
    """Have a file arrive as VOD and its events leave it in the end; the media work is left out."""
    now = timezone.now()
    video_id = door("getVideoUploadAuth", title="Cat", fileName="cat.mp4").data["videoId"]
    media = Media.objects.filter(video_id=video_id)
    media.update(status="Normal", uploaded_at=now, duration=3.2, cover_url="http://vod.example/cat.jpg")
    Video.objects.filter(vod_id=video_id).update(status=Status.NORMAL, uploaded_at=now)
    return Video.objects.get(vod_id=video_id)


def unpacked(text: str) -> dict[str, Any]:
    """Read an address or a credential as the apps' SDKs do."""
    content: dict[str, Any] = json.loads(base64.b64decode(text, validate=True))
    return content


def calls() -> int:
    """Return how often the cloud was called: it remembers every signature that it accepted."""
    return Nonce.objects.count()
