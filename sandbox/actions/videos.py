"""What the cloud knows of a video (`contract/vod.md` §A)."""

from typing import Any

from sandbox import account, credentials, limits, times
from sandbox.actions import find
from sandbox.events import bodies, outbox
from sandbox.models import Category, Video
from sandbox.oss import files
from sandbox.rpc.call import Call


def info(call: Call) -> dict[str, Any]:
    return {"Video": _described(find.video(call))}


def infos(call: Call) -> dict[str, Any]:
    ids = call.parameters.ids("VideoIds")
    for video_id in ids:
        call.check_media(video_id)
    found = Video.objects.in_bulk(ids, field_name="video_id")
    return {
        "VideoList": {"Video": [_described(found[one]) for one in ids if one in found]},
        "NonExistVideoIds": [one for one in ids if one not in found],
    }


def update(call: Call) -> dict[str, Any]:
    """Change the fields that were passed, and only those."""
    video, parameters = find.video(call), call.parameters
    if "Title" in parameters:
        video.title = parameters.plain("Title", most=limits.TITLE)
    if "Description" in parameters.values:
        video.description = parameters.plain("Description", most=limits.DESCRIPTION)
    if "CoverURL" in parameters.values:
        video.cover_url = parameters.text("CoverURL", most=limits.URL)
    if "CateId" in parameters:
        video.cate_id = parameters.number("CateId", None, low=-1, high=limits.LARGEST_NUMBER)
    if "Tags" in parameters.values:
        video.tags = parameters.tags()
    video.save()
    return {}


def delete(call: Call) -> dict[str, Any]:
    """Delete videos with everything that was made of them. Nobody can undo it."""
    ids = call.parameters.ids("VideoIds")
    found = Video.objects.in_bulk(ids, field_name="video_id")
    for video in found.values():
        outbox.put(bodies.delete_media(video))
        files.remove_all_of(video)
        video.delete()
    return {
        "NonExistVideoIds": [one for one in ids if one not in found],
        "ForbiddenVideoIds": [],
    }


def _described(video: Video) -> dict[str, Any]:
    category = Category.objects.filter(pk=video.cate_id or 0).first()
    return {
        "VideoId": video.video_id,
        "Title": video.title,
        "Description": video.description,
        "Duration": video.duration,
        "CoverURL": video.cover_url,
        "Status": video.status,
        "AuditStatus": video.audit_status,
        "CreationTime": times.iso(video.created_at),
        "ModificationTime": times.iso(video.modified_at),
        "Size": video.size,
        "Snapshots": {"Snapshot": [credentials.url(key) for key in video.snapshots]},
        "CateId": video.cate_id or -1,
        "CateName": category.name if category else "",
        "Tags": video.tags,
        "TemplateGroupId": video.template_group_id,
        "StorageLocation": f"{account.BUCKET}.oss-{account.REGION}.aliyuncs.com",
        "AppId": "app-1000000",
        "RegionId": account.REGION,
    }
