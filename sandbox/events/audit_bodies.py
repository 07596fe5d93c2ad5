"""The bodies of the events that tell of reviews, by the machine and by people (`contract/vod.md` §D)."""

from typing import Any, Final

from django.utils import timezone

from sandbox import credentials, times
from sandbox.events.bodies import Body, extend, head
from sandbox.jobs.verdicts import Verdict
from sandbox.models import Job, Video

_CLEAN: Final = Verdict()


def review(job: Job, verdict: Verdict) -> Body:
    """Tell a verdict. This event alone writes milliseconds, behind a colon."""
    return {
        **head("AIMediaAuditComplete"),
        "EventTime": times.iso_milliseconds(timezone.now()),
        "JobId": job.job_id,
        "MediaId": job.video.video_id,
        "Code": "0",
        "Message": "OK",
        "Data": result(job.video, verdict),
        **extend(job.extend),
    }


def result(video: Video, verdict: Verdict) -> Body:
    """Say what was found, part by part."""
    picture = _part(verdict, "video")
    cover = {"Type": "cover", "Url": video.cover_url or credentials.url(video.object_key)}
    return {
        "Suggestion": verdict.suggestion,
        "Label": verdict.label,
        "AbnormalModules": verdict.module,
        "VideoResult": {
            **picture,
            "PornResult": _scene(picture, "porn"),
            "TerrorismResult": _scene(picture, "terrorism"),
        },
        "ImageResult": [{**cover, **_part(verdict, "image-cover")}],
        "TextResult": [
            {
                "Type": "title",
                "Content": video.title,
                "Scene": "antispam",
                "Score": "99.91",
                **_part(verdict, "text-title"),
            }
        ],
    }


def review_failed(job: Job) -> Body:
    return {
        **head("AIMediaAuditComplete", success=False),
        "JobId": job.job_id,
        "MediaId": job.video.video_id,
        "Code": "InvalidVideo.Damaged",
        "Message": job.error,
        **extend(job.extend),
    }


def create_audit(video: Video, *, reason: str) -> Body:
    return {
        **head("CreateAuditComplete"),
        "MediaId": video.video_id,
        "SubType": "video",
        "AuditStatus": video.audit_status,
        "CreationTime": times.iso(timezone.now()),
        "Auditor": "sandbox",
        "Reason": reason,
        **extend(video.extend),
    }


def _part(verdict: Verdict, module: str) -> dict[str, Any]:
    """Return the verdict on one part of a video: the whole verdict, or that this part is clean."""
    found = verdict if verdict.module == module else _CLEAN
    return {"Suggestion": found.suggestion, "Label": found.label}


def _scene(picture: dict[str, Any], label: str) -> dict[str, Any]:
    found = picture if picture["Label"] == label else _part(_CLEAN, "")
    return {**found, "MaxScore": "99.91", "AverageScore": "99.91", "CounterList": [], "TopList": []}
