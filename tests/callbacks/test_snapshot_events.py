"""SnapshotComplete"""

import pytest

from tests.callbacks import bodies
from tests.callbacks.bodies import CDN
from tests.callbacks.conftest import Tell
from tests.videos.rows import fresh
from videos.models import Video


def test_the_single_one_is_the_first_frame_and_the_cover(tell: Tell, video: Video) -> None:
    tell(bodies.snapshot(video.vod_id, count=1))

    video = fresh(video)
    assert video.first_frame_url == f"{CDN}/{video.vod_id}/covers/1-10-00001.jpg"
    assert (video.cover_url, video.snapshot) == (video.first_frame_url, "success")
    assert video.snapshots.count() == 0


def test_the_eight_are_numbered_with_five_digits(tell: Tell, video: Video) -> None:
    tell(bodies.snapshot(video.vod_id, count=12))

    urls = [one.url for one in video.snapshots.all()]
    assert urls[0].endswith("12-10-00001.jpg")
    assert urls[11].endswith("12-10-00012.jpg")
    assert fresh(video).snapshot == "success"


@pytest.mark.parametrize("counts", [(1, 8), (8, 1)])
def test_the_single_one_is_the_first_frame_whichever_comes_first(
    tell: Tell, video: Video, counts: tuple[int, int]
) -> None:
    for count in counts:
        tell(bodies.snapshot(video.vod_id, count=count))

    video = fresh(video)
    assert video.first_frame_url.endswith("/1-10-00001.jpg")
    assert video.cover_url == video.first_frame_url
    assert video.snapshots.count() == 8


def test_the_apps_cover_stays(tell: Tell, video: Video) -> None:
    Video.objects.update(cover_url=f"{CDN}/mine.jpg")

    tell(bodies.snapshot(video.vod_id))
    assert fresh(video).cover_url == f"{CDN}/mine.jpg"


def test_a_failure_is_shown_until_one_succeeds(tell: Tell, video: Video) -> None:
    tell(bodies.snapshot(video.vod_id, succeeded=False))
    assert fresh(video).snapshot == "fail"

    tell(bodies.snapshot(video.vod_id))
    assert fresh(video).snapshot == "success"
    tell(bodies.snapshot(video.vod_id, succeeded=False, after=50))
    assert fresh(video).snapshot == "success"


def test_pictures_that_vod_took_of_its_own_accord_are_not_ours(tell: Tell, video: Video) -> None:
    tell({**bodies.snapshot(video.vod_id), "SubType": "Sprite"})

    assert (fresh(video).snapshot, fresh(video).first_frame_url) == ("onSnapshot", "")
