"""manage.py seed_demo: what a laptop starts with."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from pytest_django import Settings

from accounts.models import AccessToken, User
from music.models import Track
from qulive.management.commands.seed_demo import OPERATOR, PASSWORD
from sandbox.models import Video as Media
from tests import inprocess
from tests.app import App
from tests.conftest import app_of
from tests.sandbox.conftest import Sdk
from tests.seeding.conftest import Seed
from videos import demo
from videos.models import Recommendation, Video


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sample of four titles and two clips; the two newest wait for a reviewer."""
    sample = json.loads((demo.SAMPLE / "clips.json").read_text(encoding="utf-8"))
    clips = sample["clips"][:2]
    for clip in clips:
        (tmp_path / clip["file"]).write_bytes((demo.SAMPLE / clip["file"]).read_bytes())
    (tmp_path / "clips.json").write_text(json.dumps({"clips": clips, "titles": sample["titles"][:4]}))
    monkeypatch.setattr(demo, "SAMPLE", tmp_path)


def feed(app: App) -> Any:
    return app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=50).data["videoList"]


@pytest.mark.usefixtures("laptop")
def test_a_laptop_has_everything_to_show(seed: Seed, stranger: App) -> None:
    said = seed("seed_demo")

    assert "Demo videos are in, 34 of them new." in said
    assert f"http://testserver/admin/ as {OPERATOR} / {PASSWORD}" in said
    users = User.objects.filter(username__startswith="demo-")
    assert users.count() == 3
    shown = feed(app_of(users[0]))
    assert len(shown) == 32
    assert all(video["coverUrl"] and video["user"]["avatarUrl"] for video in shown)
    assert Video.objects.filter(review="check").count() == 2
    assert len(stranger.get("/resource/getPasterInfo").data) == 3
    assert Track.objects.count() == 30
    assert_plays_for_everybody(stranger, shown)


def assert_plays_for_everybody(app: App, shown: Any) -> None:
    sts = app.get("/demo/getSts").data
    phone = Sdk(sts["accessKeyId"], sts["accessKeySecret"], sts["securityToken"])
    for video in shown:
        auth = app.get("/demo/getVideoPlayAuth", videoId=video["videoId"])
        assert auth.data["playAuth"], auth.body
        info = app.get("/vodVideo/getVideoById", videoId=video["videoId"]).data
        assert inprocess.answer("GET", info["playInfoList"][0]["playURL"], {"Range": "bytes=0-9"})[0] == 206
        assert phone("GetPlayInfo", VideoId=video["videoId"])["PlayInfoList"]["PlayInfo"]


@pytest.mark.usefixtures("laptop", "few")
def test_the_newest_is_shown_first(seed: Seed, alice_app: App) -> None:
    seed("seed_demo")

    titles = [demo_video.facts["title"] for demo_video in demo.demo_videos([User()])]
    shown = feed(alice_app)
    assert [video["title"] for video in shown] == titles[1::-1]
    assert shown[0]["creationTime"] > shown[1]["creationTime"]


@pytest.mark.usefixtures("laptop", "few")
def test_a_second_run_adds_nothing(seed: Seed) -> None:
    seed("seed_demo")
    before = list(Video.objects.order_by("pk").values())

    assert "Demo videos are in, 0 of them new." in seed("seed_demo")
    assert list(Video.objects.order_by("pk").values()) == before
    assert Recommendation.objects.count() == 2
    assert User.objects.count() == 6
    assert Media.objects.count() == 4


@pytest.mark.usefixtures("laptop", "few")
def test_a_video_that_the_cloud_lost_is_made_again(seed: Seed, alice_app: App) -> None:
    seed("seed_demo")
    lost = feed(alice_app)[0]
    Media.objects.filter(video_id=lost["videoId"]).delete()

    assert "1 of them new" in seed("seed_demo")
    (again, _) = feed(alice_app)
    assert again["title"] == lost["title"]
    assert again["videoId"] != lost["videoId"]
    assert Video.objects.count() == 4


@pytest.mark.usefixtures("laptop", "few")
def test_a_run_that_was_cut_short_is_completed(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(demo, "PATIENCE", -1)
        with pytest.raises(CommandError, match=r"Is the sandbox running at http://127\.0\.0\.1:8001\?"):
            seed("seed_demo")
    assert Video.objects.filter(published_at=None).exists()

    assert "4 of them new" in seed("seed_demo")
    assert Video.objects.count() == 4
    assert not Video.objects.filter(published_at=None).exists()


@pytest.mark.usefixtures("laptop", "few")
def test_the_operator_logs_in_at_the_back_office(seed: Seed, client: Client) -> None:
    seed("seed_demo")

    form = {"username": OPERATOR, "password": PASSWORD}
    response: Any = client.post("/admin/login/?next=/admin/", form)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/videos/video/").status_code == 200


@pytest.mark.usefixtures("laptop", "few")
def test_a_password_that_the_operator_changed_stays(seed: Seed) -> None:
    seed("seed_demo")
    operator = User.objects.get(username=OPERATOR)
    operator.set_password("my own 2026")
    operator.save()

    seed("seed_demo")
    assert User.objects.get(username=OPERATOR).check_password("my own 2026")


def test_without_debug_there_is_no_demo(seed: Seed) -> None:
    with pytest.raises(CommandError, match="DEBUG has to be on"):
        seed("seed_demo")

    assert not User.objects.exists()
    assert not AccessToken.objects.exists()


def test_beside_a_real_account_there_is_no_demo(seed: Seed, settings: Settings) -> None:
    settings.DEBUG = True
    settings.USES_SANDBOX = False

    with pytest.raises(CommandError, match="the cloud the sandbox"):
        seed("seed_demo")
    assert not User.objects.exists()
