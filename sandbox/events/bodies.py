"""The bodies of VOD's events (`contract/vod.md` §D)."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from sandbox import credentials, times
from sandbox.models import Image, Job, Stream, Video

Body = dict[str, Any]


def file_upload(video: Video) -> Body:
    return {
        **head("FileUploadComplete"),
        "VideoId": video.video_id,
        "Size": video.size,
        "FileUrl": credentials.url(video.object_key),
        **extend(video.extend),
    }


def image_upload(image: Image) -> Body:
    return {
        **head("ImageUploadComplete"),
        "ImageId": image.image_id,
        "Size": image.size,
        "FileURL": credentials.url(image.object_key),
        "AppId": "app-1000000",
        **extend(image.extend),
    }


def stream_transcode(job: Job) -> Body:
    return {
        **head("StreamTranscodeComplete"),
        "VideoId": job.video.video_id,
        **_stream_info(job),
        **extend(job.extend),
    }


def transcode(jobs: Iterable[Job]) -> Body:
    """Tell how a task ended. One finished stream makes it a success."""
    jobs = list(jobs)
    infos = [_stream_info(job) for job in jobs]
    success = any(info["Status"] == "success" for info in infos)
    return {
        **head("TranscodeComplete", success=success),
        "VideoId": jobs[0].video.video_id,
        "StreamInfos": infos,
        **extend(jobs[0].extend),
    }


def snapshot(job: Job, *, pattern: str, count: int) -> Body:
    """Tell where snapshots are. `{SnapshotCount}` stands for a number of five digits."""
    info = {
        "Status": "success",
        "SnapshotType": "CoverSnapshot" if count == 1 else "NormalSnapshot",
        "SnapshotCount": count,
        "SnapshotFormat": pattern,
        "SnapshotRegular": credentials.url(pattern),
        "JobId": job.job_id,
    }
    return {
        **head("SnapshotComplete"),
        "VideoId": job.video.video_id,
        "SubType": "SpecifiedTime",
        "CoverUrl": job.video.cover_url,
        "SnapshotInfos": [info],
        **extend(job.extend),
    }


def snapshot_failed(job: Job) -> Body:
    return {
        **head("SnapshotComplete", success=False),
        "VideoId": job.video.video_id,
        "SubType": "SpecifiedTime",
        **_error(job),
        "SnapshotInfos": [],
        **extend(job.extend),
    }


def delete_media(video: Video) -> Body:
    job_ids = video.streams.values_list("job_id", flat=True)
    return {
        **head("DeleteMediaComplete"),
        "MediaType": "video",
        "DeleteType": "all",
        "MediaId": video.video_id,
        "JobIds": ",".join(job_ids),
        **extend(video.extend),
    }


def _stream_info(job: Job) -> Body:
    stream = job.stream
    if stream is None:
        return {"Status": "fail", "JobId": job.job_id, **_error(job)}
    return {"Status": "success", "JobId": job.job_id, **_stream(stream)}


def _stream(stream: Stream) -> Body:
    return {
        "Bitrate": stream.bitrate,
        "Definition": stream.definition,
        "Duration": stream.duration,
        "Encrypt": False,
        "FileUrl": credentials.url(stream.object_key),
        "Format": stream.extension,
        "Fps": stream.fps,
        "Height": stream.height,
        "Size": stream.size,
        "Width": stream.width,
    }


def head(kind: str, *, success: bool = True) -> Body:
    """Return what every event begins with."""
    return {
        "EventType": kind,
        "EventTime": times.iso(timezone.now()),
        "Status": "success" if success else "fail",
    }


def _error(job: Job) -> Body:
    return {"ErrorCode": "InvalidVideo.Damaged", "ErrorMessage": job.error}


def extend(text: str) -> Body:
    """Return the caller's own data, if it gave any."""
    return {"Extend": text} if text else {}
