"""ApsaraVideo VOD in our words (contract/vod.md §A)."""

import json
import re
from datetime import datetime
from typing import Any

from django.conf import settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from qulive.aliyun.types import Media, Opinion, PlayCredential, Stream, UploadCredential

# VOD refuses what lies beyond Unicode's first plane: emoji.
BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
COVER_URL_MAX = 1024
# VOD's limit for the reason of a verdict, in bytes of UTF-8.
REASON_MAX_BYTES = 128


class AliyunVod:
    def create_upload(
        self,
        *,
        title: str,
        file_name: str,
        size: int = 0,
        description: str = "",
        cover_url: str = "",
        tags: str = "",
    ) -> UploadCredential:
        answer = client.write(
            "vod",
            "CreateUploadVideo",
            Title=title,
            FileName=file_name,
            FileSize=size or None,
            Description=description,
            CoverURL=cover_url,
            Tags=tags,
            TemplateGroupId=settings.VOD_UPLOAD_TEMPLATE_GROUP,
        )
        return upload_credential(answer, media_id=answer["VideoId"])

    def refresh_upload(self, media_id: str) -> UploadCredential:
        answer = client.read("vod", "RefreshUploadVideo", VideoId=media_id)
        return upload_credential(answer, media_id=media_id)

    def create_image_upload(
        self, *, image_type: str, extension: str, title: str = "", tags: str = ""
    ) -> UploadCredential:
        answer = client.write(
            "vod",
            "CreateUploadImage",
            ImageType=image_type,
            ImageExt=extension,
            Title=title,
            Tags=tags,
        )
        return upload_credential(answer, media_id=answer["ImageId"], url=answer["ImageURL"])

    def play_credential(self, media_id: str) -> PlayCredential:
        answer = client.read("vod", "GetVideoPlayAuth", VideoId=media_id)
        meta = answer["VideoMeta"]
        return PlayCredential(
            media_id=media_id,
            auth=answer["PlayAuth"],
            cover_url=meta.get("CoverURL", ""),
            duration=float(meta.get("Duration", 0)),
        )

    def media(self, media_id: str) -> Media:
        video = client.read("vod", "GetVideoInfo", VideoId=media_id)["Video"]
        return Media(
            media_id=media_id,
            status=video["Status"],
            created_at=datetime.fromisoformat(video["CreationTime"]),
            title=video.get("Title", ""),
            duration=float(video.get("Duration") or 0),
            size=int(video.get("Size") or 0),
            cover_url=video.get("CoverURL", ""),
            snapshots=tuple(video.get("Snapshots", {}).get("Snapshot", ())),
        )

    def streams(self, media_id: str) -> list[Stream]:
        answer = client.read("vod", "GetPlayInfo", VideoId=media_id)
        return [stream(info) for info in answer["PlayInfoList"]["PlayInfo"]]

    def snapshots(self, media_id: str, *, count: int) -> str:
        answer = client.write("vod", "SubmitSnapshotJob", VideoId=media_id, Count=count)
        return str(answer["SnapshotJob"]["JobId"])

    def review(self, media_id: str) -> str:
        return str(client.write("vod", "SubmitAIMediaAuditJob", MediaId=media_id)["JobId"])

    def opinion(self, media_id: str) -> Opinion | None:
        result = client.read("vod", "GetMediaAuditResult", MediaId=media_id).get("MediaAuditResult") or {}
        suggestion = result.get("Suggestion")
        if not suggestion:
            return None
        return Opinion(suggestion, result.get("Label", ""), result.get("AbnormalModules", ""))

    def describe(self, media_id: str, *, title: str, description: str, cover_url: str) -> None:
        facts = {
            "Title": BEYOND_BMP.sub("", title).strip(),
            "Description": BEYOND_BMP.sub("", description).strip(),
            "CoverURL": cover_url if len(cover_url) <= COVER_URL_MAX else "",
        }
        if any(facts.values()):
            client.write("vod", "UpdateVideoInfo", VideoId=media_id, **facts)

    def preload(self, urls: list[str]) -> None:
        client.write("vod", "PreloadVodObjectCaches", ObjectPath="\n".join(urls))

    def transcode(self, media_id: str, *, template_group: str) -> list[str]:
        answer = client.write("vod", "SubmitTranscodeJobs", VideoId=media_id, TemplateGroupId=template_group)
        return [job["JobId"] for job in answer["TranscodeJobs"]["TranscodeJob"]]

    def audit(self, media_id: str, *, approved: bool, reason: str = "") -> None:
        verdict = {
            "VideoId": media_id,
            "Status": "Normal" if approved else "Blocked",
            "Reason": reason.encode()[:REASON_MAX_BYTES].decode(errors="ignore"),
        }
        client.write("vod", "CreateAudit", AuditContent=json.dumps([verdict], ensure_ascii=False))

    def delete(self, media_id: str) -> None:
        answer = client.write("vod", "DeleteVideo", VideoIds=media_id)
        if media_id in (answer.get("ForbiddenVideoIds") or ()):
            raise CloudError("DeleteVideo: the key may not delete this video")


def upload_credential(answer: dict[str, Any], *, media_id: str, url: str = "") -> UploadCredential:
    return UploadCredential(
        media_id=media_id, address=answer["UploadAddress"], auth=answer["UploadAuth"], url=url
    )


def stream(info: dict[str, Any]) -> Stream:
    """Read one PlayInfo; VOD writes most of its numbers as text."""
    return Stream(
        job_id=info["JobId"],
        url=info["PlayURL"],
        definition=info.get("Definition", ""),
        format=info.get("Format", ""),
        width=int(info.get("Width") or 0),
        height=int(info.get("Height") or 0),
        size=int(info.get("Size") or 0),
        duration=float(info.get("Duration") or 0),
        bitrate=str(info.get("Bitrate") or ""),
        fps=str(info.get("Fps") or ""),
        narrow=str(info.get("NarrowBandType") or "0") not in ("", "0"),
    )
