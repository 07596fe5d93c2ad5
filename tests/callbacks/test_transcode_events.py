"""StreamTranscodeComplete and TranscodeComplete"""

import pytest

from accounts.models import User
from tests.callbacks import bodies
from tests.callbacks.bodies import CDN
from tests.callbacks.conftest import Tell
from tests.videos.rows import a_draft, a_rendition, fresh
from videos.models import Rendition, Video


def test_the_first_stream_makes_a_video_playable(tell: Tell, video: Video) -> None:
    tell(bodies.stream_transcode(video.vod_id, bodies.stream("job-1", "SD")))

    video = fresh(video)
    assert (video.transcode, video.status, video.file_url) == (
        "success",
        "Normal",
        f"{CDN}/job-1-SD.mp4",
    )
    rendition = Rendition.objects.get()
    assert (rendition.state, rendition.definition, rendition.format) == ("success", "SD", "mp4")
    assert (rendition.width, rendition.height, rendition.size) == (540, 960, 1815321)
    assert (rendition.duration, rendition.bitrate, rendition.fps) == (15.0, "925", "30")


def test_the_best_mp4_is_the_file(tell: Tell, video: Video) -> None:
    playlist = {**bodies.stream("job-4", "4K"), "Format": "m3u8"}
    infos = [bodies.stream("job-1", "HD"), bodies.stream("job-2", "FD"), playlist]

    tell(bodies.transcode(video.vod_id, infos))
    assert fresh(video).file_url == f"{CDN}/job-1-HD.mp4"
    assert Rendition.objects.count() == 3


def test_one_success_is_enough(tell: Tell, video: Video) -> None:
    tell(bodies.transcode(video.vod_id, [bodies.stream("job-1"), bodies.stream("job-2", succeeded=False)]))

    assert fresh(video).transcode == "success"
    states = dict(Rendition.objects.values_list("job_id", "state"))
    assert states == {"job-1": "success", "job-2": "fail"}


def test_none_is_a_failure(tell: Tell, video: Video) -> None:
    tell(bodies.transcode(video.vod_id, [bodies.stream("job-1", succeeded=False)]))

    assert (fresh(video).transcode, fresh(video).status) == ("fail", "TranscodeFail")


def test_one_failed_stream_fails_nothing_yet(tell: Tell, video: Video) -> None:
    tell(bodies.stream_transcode(video.vod_id, bodies.stream("job-1", succeeded=False)))

    assert (fresh(video).transcode, fresh(video).status) == ("onTranscode", "UploadSucc")


def test_a_success_after_a_failure_is_news(tell: Tell, video: Video) -> None:
    tell(bodies.transcode(video.vod_id, [bodies.stream("job-1", succeeded=False)]))
    tell(bodies.stream_transcode(video.vod_id, bodies.stream("job-2")))

    assert (fresh(video).transcode, fresh(video).status) == ("success", "Normal")


def test_a_failure_after_a_success_is_not(tell: Tell, video: Video) -> None:
    tell(bodies.stream_transcode(video.vod_id, bodies.stream("job-1")))
    tell(bodies.transcode(video.vod_id, [bodies.stream("job-2", succeeded=False)]))

    assert (fresh(video).transcode, fresh(video).status) == ("success", "Normal")


@pytest.mark.parametrize("succeeded", [True, False])
def test_an_old_round_does_not_speak_for_the_new(tell: Tell, video: Video, *, succeeded: bool) -> None:
    a_rendition(video, "old", round=0, state="onTranscode", url="")
    a_rendition(video, "new", round=1, state="onTranscode", url="")
    Video.objects.update(transcode_round=1)

    tell(bodies.transcode(video.vod_id, [bodies.stream("old", succeeded=succeeded)]))
    assert (fresh(video).transcode, fresh(video).file_url) == ("onTranscode", "")
    tell(bodies.transcode(video.vod_id, [bodies.stream("new", succeeded=not succeeded)]))
    assert fresh(video).transcode == ("fail" if succeeded else "success")


def test_the_best_file_is_one_of_the_new_round(tell: Tell, video: Video) -> None:
    a_rendition(video, "old", round=0, definition="4K")
    Video.objects.update(transcode_round=1)

    tell(bodies.stream_transcode(video.vod_id, bodies.stream("new", "LD")))
    assert fresh(video).file_url == f"{CDN}/new-LD.mp4"


def test_a_narrow_band_rendition_has_a_state_of_its_own(tell: Tell, video: Video) -> None:
    a_rendition(video, "narrow", kind="tab", state="onTranscode", url="")
    Video.objects.update(narrow_transcode="onTranscode")

    tell(bodies.transcode(video.vod_id, [bodies.stream("narrow")]))
    assert (fresh(video).narrow_transcode, fresh(video).transcode) == ("success", "onTranscode")


def test_a_blocked_video_stays_blocked(tell: Tell, video: Video) -> None:
    Video.objects.update(status="Blocked")

    tell(bodies.transcode(video.vod_id, [bodies.stream("job-1")]))
    assert (fresh(video).transcode, fresh(video).status) == ("success", "Blocked")


def test_a_draft_is_transcoded_too(tell: Tell, alice: User) -> None:
    draft = a_draft(alice, status="Transcoding")

    tell(bodies.transcode(draft.vod_id, [bodies.stream("job-1")]))
    assert (fresh(draft).transcode, fresh(draft).status) == ("success", "Normal")


def test_a_stream_without_a_job_is_not_kept(tell: Tell, video: Video) -> None:
    nameless = bodies.stream("")
    tell(bodies.stream_transcode(video.vod_id, nameless))

    assert not Rendition.objects.exists()
