import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from tests.app import App
from tests.conftest import Upload
from tests.videos.line import Line
from tests.videos.rows import a_draft, a_video, fresh
from videos.models import Video

PUBLISH = "/vod/videoPublish"
COVER = "http://cdn.example.com/mine.jpg"

# What the apps in the field send beside videoId and token.
ANDROID = {
    "title": "",
    "tags": "",
    "cateName": "",
    "duration": "0.0",
    "size": "0",
    "cateId": "0",
    "coverUrl": COVER,
    "description": "A day at the sea",
    "PACKAGE_NAME": "com.aliyun.apsara.svideo",
}
IOS = {
    "title": "Default Title",
    "duration": "0",
    "size": "0",
    "tags": "0",
    "cateId": "0",
    "cateName": "0",
    "coverUrl": COVER,
    "PACKAGE_NAME": "com.aliyun.solution",
}


def test_a_published_video_is_reviewed_transcoded_and_shown(alice_app: App, publish: Upload) -> None:
    video = publish(alice_app, title="Sea at dawn")

    assert (video.review, video.transcode, video.snapshot, video.status) == (
        "success",
        "success",
        "success",
        "Normal",
    )
    assert all([video.cover_url, video.first_frame_url, video.file_url])
    assert video.duration > 2
    assert video.problem == ""


def test_without_a_cover_the_first_snapshot_becomes_it(alice_app: App, publish: Upload) -> None:
    video = publish(alice_app)

    assert video.cover_url == video.first_frame_url
    assert video.snapshots.count() == 8


def test_a_cover_that_the_app_chose_stays(alice_app: App, publish: Upload) -> None:
    video = publish(alice_app, coverUrl=COVER)

    assert video.cover_url == COVER
    assert video.first_frame_url not in ("", COVER)


def test_android_publishes(alice: User, alice_app: App) -> None:
    video = a_draft(alice, title="From the upload", tags="sea")

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, **ANDROID)

    assert answer.ok
    assert answer.data["title"] == "From the upload"
    video = fresh(video)
    assert (video.title, video.tags, video.description) == ("From the upload", "sea", "A day at the sea")
    assert (video.cover_url, video.review) == (COVER, "onCensor")


def test_ios_publishes(alice: User, alice_app: App) -> None:
    video = a_draft(alice, title="From the upload", description="From the upload")

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, **IOS)

    assert answer.ok
    assert answer.data["censorStatus"] == "onCensor"
    video = fresh(video)
    assert (video.title, video.description) == ("Default Title", "From the upload")
    assert (video.size, video.duration, video.category_id) == (389938, 10.4167, 0)


def test_only_the_id_is_required(alice: User, alice_app: App) -> None:
    video = a_draft(alice)

    answer = alice_app.post(PUBLISH, videoId=video.vod_id)

    assert answer.ok
    assert answer.data["videoId"] == video.vod_id
    assert fresh(video).published_at is not None


@pytest.mark.parametrize("vod_id", ["", " ", "../x", "a" * 65, "a\x00b"])
def test_without_a_usable_id_nothing_is_published(alice_app: App, vod_id: str) -> None:
    answer = alice_app.post(PUBLISH, videoId=vod_id, coverUrl=COVER)

    assert (answer.status, answer.code) == (200, "400")
    assert "videoId" in answer.message
    assert not Video.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "海" * 43},
        {"description": "海" * 342},
        {"coverUrl": "javascript:alert(1)"},
        {"duration": "nan"},
        {"size": "-1"},
        {"cateId": "x"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_parameter_is_named_and_changes_nothing(
    alice: User, alice_app: App, wrong: dict[str, str]
) -> None:
    video = a_draft(alice)

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, **wrong)

    assert answer.code == "400"
    assert next(iter(wrong)) in answer.message
    assert fresh(video).published_at is None


def test_a_second_publish_is_a_conflict(alice: User, alice_app: App) -> None:
    video = a_draft(alice)
    alice_app.post(PUBLISH, videoId=video.vod_id, title="First")

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, title="Second")

    assert (answer.ok, answer.code) == (False, "409")
    assert fresh(video).title == "First"
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("published", [True, False])
def test_anothers_video_cannot_be_published(bob: User, alice_app: App, *, published: bool) -> None:
    video = a_video(bob) if published else a_draft(bob)

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, title="Mine now")

    assert (answer.ok, answer.code) == (False, "403")
    assert (fresh(video).owner, fresh(video).title) == (bob, "Sea at dawn")


def test_a_deleted_video_cannot_be_published(alice: User, alice_app: App) -> None:
    video = a_draft(alice, deleted_at=timezone.now())

    answer = alice_app.post(PUBLISH, videoId=video.vod_id, title="Again")

    assert (answer.ok, answer.code) == (False, "404")
    assert fresh(video).published_at is None
    assert not DBTaskResult.objects.exists()


def test_an_upload_without_an_owner_becomes_its_publishers(alice: User, alice_app: App) -> None:
    video = a_draft(None)

    assert alice_app.post(PUBLISH, videoId=video.vod_id).ok
    assert fresh(video).owner == alice


def test_publishing_asks_nothing_of_the_cloud_and_leaves_one_task(
    alice: User, alice_app: App, line: Line
) -> None:
    alice_app.post(PUBLISH, videoId=a_draft(alice).vod_id)

    assert line.calls == []
    assert [task.task_path for task in DBTaskResult.objects.all()] == ["videos.tasks.process"]


def test_nobody_publishes_without_a_token(stranger: App) -> None:
    video = a_draft(None)

    answer = stranger.post(PUBLISH, videoId=video.vod_id)

    assert (answer.ok, answer.code) == (False, "403")
    assert fresh(video).owner is None
