from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.videos.rows import a_rendition
from videos import feed
from videos.models import Video

CAT = {"title": "Cat", "fileName": "cat.mp4"}


@pytest.fixture
def started(alice_app: App) -> Video:
    """An upload that Alice's app began."""
    data = alice_app.get("/vod/getVideoUploadAuth", **CAT).data
    return Video.objects.get(vod_id=data["videoId"])


@pytest.fixture
def public(alice: User, alice_app: App) -> Video:
    """A recommended video of Alice's, known to the cloud too; the media work is left out."""
    vod_id = alice_app.get("/vod/getVideoUploadAuth", **CAT).data["videoId"]
    at = timezone.now() - timedelta(minutes=5)
    cover = "http://cdn.example.com/cat.jpg"
    Media.objects.filter(video_id=vod_id).update(
        status="Normal", uploaded_at=at, duration=10.4167, cover_url=cover
    )
    Video.objects.filter(vod_id=vod_id).update(
        status="Normal",
        review="success",
        transcode="success",
        snapshot="success",
        duration=10.4167,
        size=389938,
        cover_url=cover,
        uploaded_at=at,
        published_at=at,
    )
    video = Video.objects.get(vod_id=vod_id)
    a_rendition(video)
    feed.recommend(video)
    return video
