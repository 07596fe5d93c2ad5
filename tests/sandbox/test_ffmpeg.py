"""Real media work on a real clip: 3 s of 540x960 with sound."""

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from sandbox import worker
from sandbox.media import decoded
from sandbox.media import ffmpeg as runner
from sandbox.media.facts import Facts, MediaError
from tests import inprocess
from tests.sandbox.conftest import Sdk, clip, events, kinds, refusal, slow_ffmpeg

Upload = Callable[..., str]
PLAIN = {"TemplateGroupId": "VOD_NO_TRANSCODE"}
SAMPLE = Path(__file__).parents[2] / "videos" / "sample" / "ink-bloom.mp4"
# Lists that lead to a file of this machine. Whoever followed them would have a film that plays.
PLAYLIST = f"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile://{SAMPLE}\n#EXT-X-ENDLIST\n".encode()
CONCAT = f"ffconcat version 1.0\nfile '{SAMPLE}'\n".encode()
MANIFEST = f"""<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
    mediaPresentationDuration="PT3S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1"
    bandwidth="1"><BaseURL>file://{SAMPLE}</BaseURL></Representation></AdaptationSet></Period></MPD>""".encode()

pytestmark = pytest.mark.usefixtures("ffmpeg")


def test_an_upload_becomes_renditions_up_to_its_own_size(sdk: Sdk, uploaded: Upload, tmp_path: Path) -> None:
    video_id = uploaded(SAMPLE.read_bytes())

    answer = sdk("GetPlayInfo", VideoId=video_id)
    streams = answer["PlayInfoList"]["PlayInfo"]
    assert answer["VideoBase"]["Duration"] == "3.0000"
    assert [(one["Definition"], one["Width"], one["Height"]) for one in streams] == [
        ("FD", 360, 640),
        ("LD", 540, 960),
    ]
    told = events("TranscodeComplete")[0]["StreamInfos"]
    assert [(one["JobId"], one["Fps"]) for one in told] == [(one["JobId"], "30") for one in streams]
    assert kinds() == [
        "FileUploadComplete",
        "StreamTranscodeComplete",
        "StreamTranscodeComplete",
        "TranscodeComplete",
    ]
    content = read(streams[0]["PlayURL"])
    assert len(content) == streams[0]["Size"]
    assert content.index(b"moov") < content.index(b"mdat")  # it starts before it is loaded
    made = tmp_path / "made.mp4"
    made.write_bytes(content)
    assert decoded.probe(made) == Facts(3.0, 360, 640, "30")


def test_a_narrow_band_rendition_is_smaller(sdk: Sdk, uploaded: Upload, tmp_path: Path) -> None:
    short = tmp_path / "short.mp4"
    runner.run("-i", str(SAMPLE), "-t", "0.5", "-c", "copy", str(short), seconds=9)
    video_id = uploaded(short.read_bytes(), TemplateGroupId="sandbox-narrow")

    streams = sdk("GetPlayInfo", VideoId=video_id, Definition="LD")["PlayInfoList"]["PlayInfo"]
    common, narrow = sorted(streams, key=lambda one: str(one["NarrowBandType"]))
    assert (common["NarrowBandType"], narrow["NarrowBandType"]) == ("0", "1.0")
    assert narrow["Size"] < common["Size"]


def test_snapshots_are_frames_of_their_moments(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(SAMPLE.read_bytes(), **PLAIN)
    sdk("SubmitSnapshotJob", VideoId=video_id, Count=8, Width=180)
    sdk("SubmitSnapshotJob", VideoId=video_id, Count=8, Interval=1, SpecifiedOffsetTime=500)
    worker.run_due()

    even, each_second = (event["SnapshotInfos"][0] for event in events("SnapshotComplete"))
    pictures = [read(even["SnapshotRegular"].replace("{SnapshotCount}", f"{n:05}")) for n in range(1, 9)]
    assert len(set(pictures)) == 8
    assert {jpeg_size(picture) for picture in pictures} == {(180, 320)}
    assert each_second["SnapshotCount"] == 3
    cover = sdk("GetVideoInfo", VideoId=video_id)["Video"]["CoverURL"]
    assert cover == even["SnapshotRegular"].replace("{SnapshotCount}", "00001")


def test_a_turned_phone_clip_is_upright(tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    runner.run("-display_rotation", "90", "-i", str(SAMPLE), "-c", "copy", str(turned), seconds=9)

    assert decoded.probe(turned) == Facts(3.0, 960, 540, "30")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"junk" * 999, "cat.mp4"),
        (b"junk" * 999, "cat.mkv"),
        (clip(), "cat.mp4"),  # headers without a frame
        (PLAYLIST, "cat.m3u8"),
        (PLAYLIST, "cat.mp4"),
        (PLAYLIST, "cat.ts"),
        (CONCAT, "cat.mp4"),
        (CONCAT, "cat.mkv"),
        (MANIFEST, "cat.mp4"),
        (SAMPLE.read_bytes()[:5000], "cat.mp4"),  # an upload that broke off
    ],
)
def test_what_is_no_video_never_plays(sdk: Sdk, uploaded: Upload, content: bytes, name: str) -> None:
    video_id = uploaded(content, FileName=name, **PLAIN)
    sdk("SubmitSnapshotJob", VideoId=video_id)
    sdk("SubmitTranscodeJobs", VideoId=video_id, TemplateGroupId="group")
    worker.run_due()

    assert sdk("GetVideoInfo", VideoId=video_id)["Video"]["Status"] == "TranscodeFail"
    assert refusal(sdk, "GetPlayInfo", VideoId=video_id) == (403, "Forbidden.IllegalStatus")
    told = {event["EventType"]: event for event in events()}
    assert told["FileUploadComplete"]["Status"] == "success"
    for kind in ("SnapshotComplete", "StreamTranscodeComplete", "TranscodeComplete"):
        assert told[kind]["Status"] == "fail"
    for kind in ("SnapshotComplete", "StreamTranscodeComplete"):
        assert told[kind]["ErrorCode"] == "InvalidVideo.Damaged"
        assert told[kind]["ErrorMessage"]
        assert "/" not in told[kind]["ErrorMessage"]


def test_a_broken_upload_with_a_template_group_is_told(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(b"junk")

    assert events("TranscodeComplete")[0]["Status"] == "fail"
    assert sdk("GetVideoInfo", VideoId=video_id)["Video"]["Status"] == "TranscodeFail"


def test_work_that_takes_too_long_is_killed(settings: Settings, tmp_path: Path) -> None:
    settings.SANDBOX_FFMPEG = slow_ffmpeg(tmp_path)
    begun = time.monotonic()
    with pytest.raises(MediaError, match=r"longer than 0\.5 s"):
        runner.run(seconds=0.5)

    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def read(url: str) -> bytes:
    status, _, content = inprocess.answer("GET", url, {})
    assert status == 200
    return content


def jpeg_size(picture: bytes) -> tuple[int, int]:
    file = io.BytesIO(picture[picture.index(b"\xff\xc0") + 5 :])
    height, width = (int.from_bytes(file.read(2)) for _ in range(2))
    return width, height
