"""The shipped catalogs, seeded into OSS."""

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from materials.models import Font
from tests.app import App
from tests.seeding.conftest import MATERIALS, MUSIC, Seed, seed
from tests.storage import oss as cloud
from tests.storage.conftest import Open
from tests.storage.oss import Oss

__all__ = ["seed"]


def test_materials_lie_in_oss_and_a_second_run_uploads_nothing(
    seed: Seed, stranger: App, oss: Oss, open_url: Open
) -> None:
    seed("seed_materials", MATERIALS)
    uploads = oss.uploads()
    assert len(uploads) == len(set(uploads)) == len(oss.objects) > 40
    assert {bucket for bucket, _ in oss.objects} == {cloud.MEDIA}

    for mv in stranger.get("/resource/getMv").data:
        for url in (mv["icon"], mv["previewPic"], mv["previewMp4"], mv["aspectList"][0]["download"]):
            assert url.startswith(f"http://cdn.localhost:{oss.port}/materials/")
            assert open_url(url).status == 200

    seed("seed_materials", MATERIALS)
    assert oss.uploads() == uploads


def test_what_oss_refuses_is_told(seed: Seed, oss: Oss, settings: Settings) -> None:
    settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "another"

    with pytest.raises(CommandError, match=r"OSS: .*403.*\nNothing was changed\."):
        seed("seed_materials", MATERIALS, only="fonts")
    assert not Font.objects.exists()


def test_an_oss_that_is_not_there_is_told(seed: Seed, oss: Oss, settings: Settings) -> None:
    settings.OSS_S3_ENDPOINT = "http://s3.localhost:1"

    with pytest.raises(CommandError, match=r"OSS can't be reached: .*\nNothing was changed\."):
        seed("seed_materials", MATERIALS, only="fonts")


def test_music_lies_in_the_private_bucket_and_a_second_run_uploads_nothing(
    seed: Seed, stranger: App, oss: Oss, open_url: Open
) -> None:
    seed("seed_music", MUSIC)
    uploads = oss.uploads()
    assert {key.partition("/")[2].split("/")[0] for bucket, key in oss.objects if bucket == cloud.MEDIA} == {
        "covers"
    }
    assert len([key for bucket, key in oss.objects if bucket == cloud.PRIVATE]) == 30

    for track in stranger.get("/music/getRecommendMusic", pageNo=1, pageSize=50).data["musicList"]:
        assert track["image"].startswith(f"http://cdn.localhost:{oss.port}/music/covers/")
        path = stranger.get("/music/getPlayPath", musicId=track["musicId"]).data["playPath"]
        assert open_url(path, Range="bytes=0-2").status == 206
        assert open_url(path.partition("?")[0]).status == 403

    seed("seed_music", MUSIC)
    assert oss.uploads() == uploads
