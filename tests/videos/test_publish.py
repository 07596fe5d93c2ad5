from tests.app import App
from tests.conftest import Upload


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
