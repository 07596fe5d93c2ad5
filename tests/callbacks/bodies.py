"""VOD's events as it writes them: its documents' samples, about a video of ours (contract/vod.md §D)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

Body = dict[str, Any]

CDN = "http://cdn.example.com"
# When the first file arrived; the events of a life are told so many seconds after it.
START = datetime(2017, 3, 20, 7, 49, 17, tzinfo=UTC)


def told(seconds: int) -> str:
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def file_upload(vod_id: str, *, after: int = 0, file: str = "source", size: int = 1439213) -> Body:
    return {
        "EventType": "FileUploadComplete",
        "EventTime": told(after),
        "VideoId": vod_id,
        "Size": size,
        "FileUrl": f"{CDN}/{file}.mp4",
        "Status": "success",
        "Extend": '{"test":"1"}',
    }


def snapshot(vod_id: str, *, count: int = 1, after: int = 10, succeeded: bool = True) -> Body:
    info = {
        "Status": "success",
        "SnapshotType": "CoverSnapshot",
        "SnapshotCount": count,
        "SnapshotFormat": f"{vod_id}/covers/{count}-{after}-{{SnapshotCount}}.jpg",
        "SnapshotRegular": f"{CDN}/{vod_id}/covers/{count}-{after}-{{SnapshotCount}}.jpg",
        "JobId": f"snapshot-{count}-{after}",
    }
    return {
        "EventType": "SnapshotComplete",
        "EventTime": told(after),
        "VideoId": vod_id,
        "Status": "success" if succeeded else "fail",
        "SubType": "SpecifiedTime",
        "CoverUrl": f"{CDN}/cover.jpg",
        "SnapshotInfos": [info] if succeeded else [],
    }


def stream(job_id: str, definition: str = "LD", *, succeeded: bool = True) -> Body:
    """One job's outcome, as it stands in both events of transcoding."""
    if not succeeded:
        return {"Status": "fail", "JobId": job_id, "ErrorCode": "InvalidMedia", "ErrorMessage": "Broken."}
    return {
        "Status": "success",
        "Bitrate": "925",
        "Definition": definition,
        "Duration": 15.0,
        "Encrypt": False,
        "FileUrl": f"{CDN}/{job_id}-{definition}.mp4",
        "Format": "mp4",
        "Fps": "30",
        "Height": 960,
        "Width": 540,
        "Size": 1815321,
        "JobId": job_id,
    }


def stream_transcode(vod_id: str, info: Body, *, after: int = 20) -> Body:
    return {
        "EventType": "StreamTranscodeComplete",
        "EventTime": told(after),
        "VideoId": vod_id,
        **info,
        "Extend": '{"test":"1"}',
    }


def transcode(vod_id: str, infos: Iterable[Body], *, after: int = 30) -> Body:
    infos = list(infos)
    succeeded = any(info["Status"] == "success" for info in infos)
    return {
        "EventType": "TranscodeComplete",
        "EventTime": told(after),
        "VideoId": vod_id,
        "Status": "success" if succeeded else "fail",
        "StreamInfos": infos,
    }


def review(
    vod_id: str, suggestion: str = "pass", *, job_id: str = "review-1", after: int = 15, label: str = ""
) -> Body:
    return {
        "EventType": "AIMediaAuditComplete",
        "EventTime": told(after),
        "JobId": job_id,
        "MediaId": vod_id,
        "Status": "success",
        "Code": "0",
        "Message": "OK",
        "Data": {
            "Suggestion": suggestion,
            "Label": label or ("normal" if suggestion == "pass" else "porn"),
            "AbnormalModules": "" if suggestion == "pass" else "video,image-cover",
            "VideoResult": {"Suggestion": suggestion},
            "ImageResult": [],
            "TextResult": [],
        },
    }


def audit(vod_id: str, verdict: str = "Normal", *, after: int = 16, reason: str = "") -> Body:
    return {
        "EventType": "CreateAuditComplete",
        "EventTime": told(after),
        "MediaId": vod_id,
        "Status": "success",
        "SubType": "video",
        "AuditStatus": verdict,
        "CreationTime": told(after),
        "Auditor": "console",
        "Reason": reason,
    }


def deletion(vod_id: str, kind: str = "all", *, after: int = 60) -> Body:
    return {
        "EventType": "DeleteMediaComplete",
        "EventTime": told(after),
        "Status": "success",
        "MediaType": "video",
        "DeleteType": kind,
        "MediaId": vod_id,
        "JobIds": "",
    }


def analysis(vod_id: str, *, after: int = 5) -> Body:
    return {
        "EventType": "VideoAnalysisComplete",
        "EventTime": told(after),
        "Status": "success",
        "VideoId": vod_id,
        "Duration": "12",
        "Width": "630",
        "Height": "360",
        "Fps": "30",
        "Bitrate": "499",
        "Size": "1234568",
    }


def image_upload() -> Body:
    return {
        "EventType": "ImageUploadComplete",
        "EventTime": told(0),
        "ImageId": "93ab850b4f6f44eab54b6e91d24d81d4",
        "Status": "success",
        "Size": 105520,
        "FileURL": "https://cdn.example.com/cover.png",
        "AppId": "app-1000000",
    }


def upload_by_url() -> Body:
    return {
        "EventType": "UploadByURLComplete",
        "EventTime": told(0),
        "Status": "fail",
        "JobId": "86c1925fba0****",
        "SourceURL ": "http://example.com/a.mp4",
        "ErrorCode": "200",
        "ErrorMessage": "No.",
    }
