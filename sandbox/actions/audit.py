"""A person's verdict on videos (`contract/vod.md` §A)."""

import json
from typing import Any

from sandbox import limits
from sandbox.events import audit_bodies, outbox
from sandbox.models import Video
from sandbox.models.library import Status
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError


def create(call: Call) -> dict[str, Any]:
    verdicts = _verdicts(call.parameters.required("AuditContent"))
    found = Video.objects.in_bulk([one["VideoId"] for one in verdicts], field_name="video_id")
    if any(one["VideoId"] not in found for one in verdicts):
        raise ApiError("InvalidVideo.NotFound")
    for verdict in verdicts:
        _apply(found[verdict["VideoId"]], verdict)
    return {}


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
        verdicts = json.loads(text)
        fine = isinstance(verdicts, list) and all(_is_verdict(one) for one in verdicts)
    except ValueError:
        fine = False
    if not fine or not 0 < len(verdicts) <= limits.VERDICTS:
        raise ApiError("InvalidParameter", "AuditContent is not a list of up to 20 verdicts.")
    return list(verdicts)


def _is_verdict(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("VideoId"), str)
        and one.get("Status") in ("Normal", "Blocked")
        and len(str(one.get("Reason", "")).encode()) <= limits.REASON
        and len(str(one.get("Comment", "")).encode()) <= limits.COMMENT
    )
