"""A person's verdict on videos, and the machine's when it is asked for (`contract/vod.md` §A, §D)."""

import json
from typing import Any

from sandbox import limits
from sandbox.actions import find
from sandbox.events import audit_bodies, outbox
from sandbox.jobs import verdicts
from sandbox.models import Job, Video
from sandbox.models.library import Status
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError


def create(call: Call) -> dict[str, Any]:
    given = _verdicts(call.parameters.required("AuditContent"))
    found = Video.objects.in_bulk([one["VideoId"] for one in given], field_name="video_id")
    if any(one["VideoId"] not in found for one in given):
        raise ApiError("InvalidVideo.NotFound")
    for verdict in given:
        _apply(found[verdict["VideoId"]], verdict)
    return {}


def result(call: Call) -> dict[str, Any]:
    """Tell the outcome of the latest machine's review; nothing while there is none."""
    video = find.video(call, "MediaId")
    done = video.jobs.filter(kind=Job.Kind.REVIEW, state=Job.State.DONE).exists()
    return {"MediaAuditResult": audit_bodies.result(video, verdicts.of(video)) if done else {}}


def _apply(video: Video, verdict: dict[str, str]) -> None:
    video.audit_status = verdict["Status"]
    if verdict["Status"] == Status.BLOCKED and video.arrived:
        video.status = Status.BLOCKED
    elif video.status == Status.BLOCKED:
        video.status = Status.NORMAL if video.streams.exists() else Status.UPLOADED
    video.save()
    outbox.put(audit_bodies.create_audit(video, reason=verdict.get("Reason", "")))


def _verdicts(text: str) -> list[dict[str, str]]:
    try:
        given = json.loads(text)
        fine = isinstance(given, list) and all(_is_verdict(one) for one in given)
    except ValueError:
        fine = False
    if not fine or not 0 < len(given) <= limits.VERDICTS:
        raise ApiError("InvalidParameter", "AuditContent is not a list of up to 20 verdicts.")
    return list(given)


def _is_verdict(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("VideoId"), str)
        and one.get("Status") in ("Normal", "Blocked")
        and len(str(one.get("Reason", "")).encode()) <= limits.REASON
        and len(str(one.get("Comment", "")).encode()) <= limits.COMMENT
    )
