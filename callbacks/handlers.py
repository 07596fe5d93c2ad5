"""What each event means to a video. A handler says whether it changed anything, and never asks the cloud."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings

from callbacks.events import Event, clean, number
from qulive.aliyun.types import Opinion, Stream
from videos import snapshots, transcode, uploads
from videos.holding import held
from videos.models import Video
from videos.review import VERDICTS, cloud_decides
from videos.states import Review
from videos.tasks import bury_if_gone, process

Handler = Callable[[Event], bool]

AUDITS: Final[Mapping[str, Review]] = {"Normal": Review.APPROVED, "Blocked": Review.REJECTED}


def upload_complete(event: Event) -> bool:
    return uploads.upload_completed(
        event.vod_id,
        at=event.told_at,
        size=int(number(event.fields.get("Size"))),
        url=url_of(event.fields),
    )


def stream_transcode_complete(event: Event) -> bool:
    changed = transcode.jobs_completed(event.vod_id, [outcome(event.fields)], at=event.told_at)
    return reviewed_next(event, changed=changed)


def transcode_complete(event: Event) -> bool:
    outcomes = [outcome(info) for info in event.rows("StreamInfos")]
    changed = transcode.jobs_completed(event.vod_id, outcomes, at=event.told_at, succeeded=event.succeeded)
    return reviewed_next(event, changed=changed)


def outcome(info: Mapping[str, Any]) -> tuple[Stream, bool]:
    return stream(info), info.get("Status", "success") == "success"


def reviewed_next(event: Event, *, changed: bool) -> bool:
    """Have what was transcoded reviewed, where that is the order of things."""
    if changed and not settings.REVIEW_FIRST:
        process.enqueue(event.vod_id)
    return changed


def snapshot_complete(event: Event) -> bool:
    if not event.succeeded and event.text("Status"):
        return snapshots.failed(event.vod_id, at=event.told_at)
    # VOD also takes sprites and covers of its own accord; ours are of this sub type.
    if event.text("SubType") not in ("", "SpecifiedTime"):
        return False
    sets = [urls for info in event.rows("SnapshotInfos") if (urls := snapshot_urls(info))]
    changes = [snapshots.completed(event.vod_id, urls, at=event.told_at) for urls in sets]
    return any(changes)


def snapshot_urls(info: Mapping[str, Any]) -> list[str]:
    """Write out the URLs of a set: `{SnapshotCount}` stands for a number of five digits."""
    pattern = http_url(info.get("SnapshotRegular"), Video.URL_MAX - 8)
    count = min(int(number(info.get("SnapshotCount"))), 100)
    return [pattern.replace("{SnapshotCount}", f"{n:05d}") for n in range(1, count + 1) if pattern]


def review_complete(event: Event) -> bool:
    result = event.nested("Data")
    opinion = Opinion(
        clean(result.get("Suggestion")).lower(),
        clean(result.get("Label")),
        clean(result.get("AbnormalModules"), 128),
    )
    verdict = VERDICTS.get(opinion.suggestion)
    if not event.succeeded:
        verdict = Review.REJECTED
    if verdict is None:
        return False
    reason = "" if verdict == Review.APPROVED else opinion.label
    return cloud_decides(
        event.vod_id,
        verdict,
        at=event.told_at,
        job_id=event.text("JobId"),
        reason=reason,
        opinion=opinion,
    )


def audit_complete(event: Event) -> bool:
    verdict = AUDITS.get(event.text("AuditStatus"))
    if verdict is None or not event.succeeded:
        return False
    reason = clean(event.fields.get("Reason"), 128)
    return cloud_decides(event.vod_id, verdict, at=event.told_at, reason=reason)


def delete_complete(event: Event) -> bool:
    """Believe a deletion only after VOD itself confirmed it: that can't be undone."""
    known = Video.objects.existing().filter(vod_id=event.vod_id, is_claim=False)
    if not event.succeeded or event.text("DeleteType") not in ("", "all") or not known.exists():
        return False
    bury_if_gone.enqueue(event.vod_id)
    return True


def analysis_complete(event: Event) -> bool:
    duration = number(event.fields.get("Duration"))
    with held(event.vod_id, told_at=event.told_at) as video:
        if video is None or video.duration or not event.succeeded or not duration:
            return False
        video.duration = duration
    return True


def nothing_to_do(event: Event) -> bool:
    return False


def url_of(fields: Mapping[str, Any]) -> str:
    return http_url(fields.get("FileUrl") or fields.get("FileURL"), Video.URL_MAX)


def http_url(value: Any, length: int) -> str:
    """Return a URL; VOD's signature does not cover the body, so nothing but http gets through."""
    url = clean(value, length)
    return url if url.startswith(("http://", "https://")) else ""


def stream(info: Mapping[str, Any]) -> Stream:
    """Read one finished job; VOD writes its numbers as numbers and as texts."""
    return Stream(
        job_id=clean(info.get("JobId"), 64),
        url=url_of(info),
        definition=clean(info.get("Definition"), 8),
        format=clean(info.get("Format"), 8),
        width=int(min(number(info.get("Width")), 2**31 - 1)),
        height=int(min(number(info.get("Height")), 2**31 - 1)),
        size=int(number(info.get("Size"))),
        duration=number(info.get("Duration")),
        bitrate=clean(info.get("Bitrate"), 16),
        fps=clean(info.get("Fps"), 16),
    )


HANDLERS: Final[Mapping[str, Handler]] = {
    "FileUploadComplete": upload_complete,
    "VideoAnalysisComplete": analysis_complete,
    "SnapshotComplete": snapshot_complete,
    "StreamTranscodeComplete": stream_transcode_complete,
    "TranscodeComplete": transcode_complete,
    "AIMediaAuditComplete": review_complete,
    "AIVideoCensorComplete": review_complete,  # the same event's older name
    "CreateAuditComplete": audit_complete,
    "DeleteMediaComplete": delete_complete,
    # Known, and nothing that we keep depends on them.
    "ImageUploadComplete": nothing_to_do,
    "UploadByURLComplete": nothing_to_do,
}
