import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from sandbox import worker
from sandbox.media.facts import Facts
from sandbox.models import Job, Video
from sandbox.oss import files
from tests import inprocess
from tests.sandbox.conftest import Sdk, Ticket, bucket, clip, events, refusal

Upload = Callable[..., str]
PLAIN = {"TemplateGroupId": "VOD_NO_TRANSCODE"}


def test_a_video_keeps_playing_while_it_is_transcoded(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(**PLAIN)
    answer = sdk("SubmitTranscodeJobs", VideoId=video_id, TemplateGroupId="group")

    assert sdk("GetVideoPlayAuth", VideoId=video_id)["VideoMeta"]["Status"] == "Normal"
    worker.run_due()
    (task,) = events("TranscodeComplete")
    job_id = answer["TranscodeJobs"]["TranscodeJob"][0]["JobId"]
    assert task["StreamInfos"][0]["JobId"] == job_id
    streams = sdk("GetPlayInfo", VideoId=video_id)["PlayInfoList"]["PlayInfo"]
    assert [stream["Definition"] for stream in streams] == ["OD", "SD"]


@pytest.mark.parametrize("count", [1, 8])
def test_snapshots_are_pictures(sdk: Sdk, uploaded: Upload, count: int) -> None:
    video_id = uploaded(**PLAIN)
    job_id = sdk("SubmitSnapshotJob", VideoId=video_id, Count=count)["SnapshotJob"]["JobId"]
    worker.run_due()

    (event,) = events("SnapshotComplete")
    (info,) = event["SnapshotInfos"]
    assert (event["VideoId"], event["SubType"]) == (video_id, "SpecifiedTime")
    assert (info["JobId"], info["SnapshotCount"]) == (job_id, count)
    last = info["SnapshotRegular"].replace("{SnapshotCount}", f"{count:05}")
    status, _, picture = inprocess.answer("GET", last, {})
    assert status == 200
    assert picture.startswith(b"\xff\xd8\xff")
    assert picture.endswith(b"\xff\xd9")
    snapshots = sdk("GetVideoInfo", VideoId=video_id)["Video"]["Snapshots"]["Snapshot"]
    assert len(snapshots) == count


def test_the_first_snapshot_becomes_the_cover(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(**PLAIN)
    sdk("SubmitSnapshotJob", VideoId=video_id)
    worker.run_due()

    video = sdk("GetVideoInfo", VideoId=video_id)["Video"]
    assert video["CoverURL"] == video["Snapshots"]["Snapshot"][0]


def test_a_review_passes(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(**PLAIN)
    answer = sdk("SubmitAIMediaAuditJob", MediaId=video_id)
    worker.run_due()

    (event,) = events("AIMediaAuditComplete")
    assert answer["MediaId"] == event["MediaId"] == video_id
    assert event["JobId"] == answer["JobId"]
    assert (event["Data"]["Suggestion"], event["Data"]["Label"]) == ("pass", "normal")


def test_a_blocked_video_does_not_play(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(**PLAIN)
    audit(sdk, video_id, "Blocked")

    assert refusal(sdk, "GetVideoPlayAuth", VideoId=video_id)[1] == "Forbidden.IllegalStatus"
    audit(sdk, video_id, "Normal")
    assert sdk("GetVideoPlayAuth", VideoId=video_id)["PlayAuth"]
    assert [event["AuditStatus"] for event in events("CreateAuditComplete")] == [
        "Blocked",
        "Normal",
    ]


def test_transcoding_does_not_unblock(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(**PLAIN)
    audit(sdk, video_id, "Blocked")
    sdk("SubmitTranscodeJobs", VideoId=video_id, TemplateGroupId="group")
    worker.run_due()

    assert sdk("GetVideoInfo", VideoId=video_id)["Video"]["Status"] == "Blocked"


@pytest.mark.parametrize("content", ["{}", "[]", "no", '[{"VideoId": "x", "Status": "Maybe"}]'])
def test_an_audit_needs_verdicts(sdk: Sdk, content: str) -> None:
    assert refusal(sdk, "CreateAudit", AuditContent=content) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("SubmitTranscodeJobs", "VideoId"),
        ("SubmitSnapshotJob", "VideoId"),
        ("SubmitAIMediaAuditJob", "MediaId"),
    ],
)
def test_there_is_no_work_on_a_missing_file(
    sdk: Sdk, ticket: Callable[..., Ticket], action: str, name: str
) -> None:
    more = {"TemplateGroupId": "group"} if action == "SubmitTranscodeJobs" else {}

    assert refusal(sdk, action, **{name: "0" * 32}, **more) == (404, "InvalidVideo.NotFound")
    asked = {name: ticket().media_id, **more}
    assert refusal(sdk, action, **asked) == (403, "Forbidden.IllegalStatus")


def test_a_job_is_done_once(sdk: Sdk, uploaded: Upload) -> None:
    job_id = sdk("SubmitAIMediaAuditJob", MediaId=uploaded(**PLAIN))["JobId"]

    assert worker.run_due() == 1
    assert worker.run_due() == 0
    assert Job.objects.get(job_id=job_id).state == "done"


def test_a_video_deleted_during_its_job_leaves_nothing(
    ticket: Callable[..., Ticket], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is done on a file that is already open, so it may end well all the same."""
    mine = ticket()
    bucket(mine).put_object(mine.address["FileName"], clip())

    def outlive(source: Path, target: Path, _definition: str, *, narrow: bool) -> Facts:
        assert not narrow
        shutil.copyfile(source, target)
        files.remove_all_of(Video.objects.get())
        Video.objects.get().delete()
        return Facts(3, 720, 1280)

    monkeypatch.setattr("sandbox.media.declared.transcode", outlive)
    worker.run_due()

    assert [body["EventType"] for body in events()] == ["FileUploadComplete"]
    assert not [path for path in settings.SANDBOX_OBJECTS.rglob("*") if path.is_file()]


def audit(sdk: Sdk, video_id: str, status: str) -> None:
    sdk("CreateAudit", AuditContent=json.dumps([{"VideoId": video_id, "Status": status}]))
