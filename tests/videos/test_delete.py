"""POST /vod/deleteVideoById"""

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import Answer, App
from tests.conftest import Upload, Work
from tests.videos.line import Line
from tests.videos.rows import a_draft, a_video, fresh, recommended
from videos import processing
from videos.models import Video


def delete(app: App, vod_id: str, **parameters: str) -> Answer:
    return app.post("/vod/deleteVideoById", videoId=vod_id, **parameters)


def test_ones_own_video_leaves_every_list_at_once(alice: User, alice_app: App, stranger: App) -> None:
    (video,) = recommended(1, alice)

    answer = delete(alice_app, video.vod_id, userId=alice.user_id)

    assert (answer.ok, answer.message, answer.data) == (True, "Deletion complete", None)
    for path in ("/vod/getRecommendVideoList", "/vod/getPersonalVideoList", "/demo/getVideoList"):
        assert alice_app.get(path).data == {"total": 0, "videoList": []}
    assert stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).code == "404"
    assert alice_app.get("/vod/getVideoPlayAuth", videoId=video.vod_id).code == "404"


def test_a_tombstone_keeps_the_owner_and_no_content(alice: User, alice_app: App) -> None:
    (video,) = recommended(1, alice)

    delete(alice_app, video.vod_id)

    video = fresh(video)
    assert (video.owner, video.deleted_at is not None) == (alice, True)
    assert not any([video.title, video.description, video.cover_url, video.first_frame_url, video.file_url])
    assert video.recommendation.withdrawn_at is not None


def test_vods_copy_is_deleted_soon(alice_app: App, publish: Upload, work: Work, line: Line) -> None:
    video = publish(alice_app)

    delete(alice_app, video.vod_id)
    assert "DeleteVideo" not in line.calls
    work()
    assert not Media.objects.filter(video_id=video.vod_id).exists()
    assert fresh(video).deleted_at is not None


def test_a_draft_can_be_deleted_too(alice: User, alice_app: App) -> None:
    video = a_draft(alice)

    assert delete(alice_app, video.vod_id).ok
    assert fresh(video).deleted_at is not None


def test_deleting_twice_is_fine_and_happens_once(alice: User, alice_app: App) -> None:
    video = a_video(alice)

    assert delete(alice_app, video.vod_id).ok
    deleted_at = fresh(video).deleted_at
    assert delete(alice_app, video.vod_id).ok
    assert fresh(video).deleted_at == deleted_at
    assert DBTaskResult.objects.count() == 1


def test_an_unknown_video_is_fine(alice_app: App) -> None:
    assert delete(alice_app, "unknown").ok
    assert not Video.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("owned", [True, False])
def test_what_is_not_ones_own_stays(bob: User, alice_app: App, *, owned: bool) -> None:
    video = a_video(bob) if owned else a_draft(None)

    answer = delete(alice_app, video.vod_id)

    assert (answer.body["result"], answer.code) == ("false", "403")
    assert fresh(video).deleted_at is None
    assert not DBTaskResult.objects.exists()


def test_anothers_user_id_is_refused_even_for_ones_own_video(alice: User, bob: User, alice_app: App) -> None:
    video = a_video(alice)

    answer = delete(alice_app, video.vod_id, userId=bob.user_id)

    assert (answer.status, answer.body["result"], answer.code) == (200, "false", "403")
    assert fresh(video).deleted_at is None


def test_nobody_deletes_without_a_token(alice: User, stranger: App) -> None:
    video = a_video(alice)

    assert delete(stranger, video.vod_id).code == "403"
    assert fresh(video).deleted_at is None


def test_a_cloud_that_refuses_leaves_a_visible_problem(
    alice: User, alice_app: App, tasks: Work, line: Line
) -> None:
    line.refuse("DeleteVideo")
    video = a_video(alice)

    delete(alice_app, video.vod_id)
    tasks()
    assert fresh(video).problem == processing.REFUSED
