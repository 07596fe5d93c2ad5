import hashlib
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.callbacks.bodies import START
from tests.videos.conftest import line, shared_database, tasks
from tests.videos.rows import a_video
from videos.models import Video

PATH = "/vodcallback/callback"

__all__ = ["line", "shared_database", "tasks"]  # fixtures of theirs that are ours too

Post = Callable[..., Any]
Tell = Callable[..., int]


def signature(url: str, timestamp: str, key: str) -> str:
    return hashlib.md5(f"{url}|{timestamp}|{key}".encode(), usedforsecurity=False).hexdigest()


def signed(*, key: str = "", age: float = 0) -> dict[str, str]:
    """VOD's headers on an event that was sent so many seconds ago."""
    timestamp = str(int(time.time() - age))
    key = key or settings.VOD_CALLBACK_KEYS[0]
    return {
        "X-VOD-TIMESTAMP": timestamp,
        "X-VOD-SIGNATURE": signature(settings.VOD_CALLBACK_URL, timestamp, key),
    }


@pytest.fixture
def post(db: None, client: Client) -> Post:
    """Post a body as VOD does; return the whole answer."""

    def by(
        body: Any, headers: Mapping[str, str] | None = None, content_type: str = "application/json"
    ) -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        kept = signed() if headers is None else headers
        return client.post(PATH, data=content, content_type=content_type, headers=kept)

    return by


@pytest.fixture
def tell(post: Post) -> Tell:
    """Deliver an event, signed; return the HTTP status, which is all that VOD looks at."""
    return lambda body: post(body).status_code


@pytest.fixture
def video(alice: User) -> Video:
    """Published and uploaded just before the events of `bodies`; all that they tell of is ordered."""
    return a_video(
        alice,
        created_at=START,
        published_at=START,
        uploaded_at=START,
        duration=0,
        size=0,
        cover_url="",
        first_frame_url="",
        file_url="",
        status="UploadSucc",
        review="onCensor",
        review_job="review-1",
        transcode="onTranscode",
        snapshot="onSnapshot",
    )
