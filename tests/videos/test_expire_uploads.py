"""manage.py expire_uploads"""

import io
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.rows import fresh
from videos.models import Video


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("expire_uploads", *arguments, stdout=out)
    return out.getvalue()


def age(video: Video, *, hours: int) -> None:
    Video.objects.filter(pk=video.pk).update(created_at=timezone.now() - timedelta(hours=hours))


def test_an_old_upload_that_nobody_published_goes_here_and_at_vod(
    alice_app: App, upload: Upload, work: Work
) -> None:
    video = upload(alice_app)
    age(video, hours=73)

    assert "1 upload(s) deleted." in run()
    work()
    assert fresh(video).deleted_at
    assert not Media.objects.filter(video_id=video.vod_id).exists()
    assert "0 upload(s) deleted." in run()


def test_a_young_upload_and_a_published_video_stay(alice_app: App, upload: Upload, publish: Upload) -> None:
    young, published = upload(alice_app), publish(alice_app)
    age(young, hours=71)
    age(published, hours=1000)

    assert "0 upload(s) deleted." in run()


def test_a_dry_run_deletes_none(alice_app: App, upload: Upload) -> None:
    video = upload(alice_app)
    age(video, hours=73)

    assert "1 upload(s) would be deleted." in run("--dry-run")
    assert fresh(video).deleted_at is None


def test_an_expired_upload_cannot_be_published_any_more(alice_app: App, upload: Upload) -> None:
    video = upload(alice_app)
    age(video, hours=73)
    run()

    assert alice_app.post("/vod/videoPublish", videoId=video.vod_id).code == "404"
