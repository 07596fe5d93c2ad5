"""GET /demo/getVideoList: what the player demos show."""

from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.app import App
from tests.conftest import Upload
from tests.videos.rows import a_draft, a_video

PATH = "/demo/getVideoList"


def ids(app: App, **page: str) -> list[str]:
    return [video["videoId"] for video in app.get(PATH, **page).data["videoList"]]


def test_whatever_plays_without_a_token_is_listed_newest_first(alice: User, stranger: App) -> None:
    published, demo = a_video(alice), a_draft(None)
    for facts in ({"review": "onCensor"}, {"status": "Blocked"}, {"deleted_at": timezone.now()}):
        a_video(alice, **facts)
    a_draft(alice)
    a_draft(None, status="Uploading")

    assert ids(stranger, cateId="1000025282") == [demo.vod_id, published.vod_id]
    assert stranger.get(PATH).data["total"] == 2


def test_it_pages_by_page_number(alice: User, stranger: App) -> None:
    newest_first = [a_video(alice).vod_id for _ in range(3)][::-1]

    assert ids(stranger, pageNo="1", pageSize="2") == newest_first[:2]
    assert ids(stranger, pageNo="2", pageSize="2") == newest_first[2:]
    assert ids(stranger, pageNo="9", pageSize="2") == []


def test_a_video_has_the_fields_of_the_player_demos(alice: User, stranger: App) -> None:
    a_video(alice)

    answer = stranger.get(PATH)
    (video,) = answer.data["videoList"]
    assert (video["status"], video["fileUrl"]) == ("Normal", "http://cdn.example.com/sea.mp4")
    assert video["createTime"] == video["creationTime"]
    assert '"duration":10.0,' in answer.http.content.decode()
    assert None not in video.values()


def test_a_demo_upload_appears_once_it_plays(stranger: App, upload: Upload) -> None:
    video = upload(stranger, path="/demo/getVideoUploadAuth")

    assert ids(stranger) == [video.vod_id]
    info = stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).data
    assert [one["definition"] for one in info["playInfoList"]] == ["OD"]


def test_where_demo_is_closed_it_wants_a_token(stranger: App, alice_app: App, settings: Settings) -> None:
    settings.DEMO_OPEN = False

    assert stranger.get(PATH).code == "403"
    assert alice_app.get(PATH).ok
