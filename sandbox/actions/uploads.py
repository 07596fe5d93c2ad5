"""Upload credentials (`contract/vod.md` §A, §C)."""

import re
import secrets
from typing import Any, Final

from sandbox import account, credentials, limits
from sandbox.actions import extensions, find, user_data
from sandbox.models import Image, Video
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters

_GROUP: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create_video(call: Call) -> dict[str, Any]:
    parameters = call.parameters
    parameters.required("Title")
    extension = extensions.media_extension(parameters.required("FileName"))
    name = f"{secrets.token_hex(16)}-{secrets.token_hex(5)}"
    video = Video.objects.create(
        object_key=f"sv/{name}/{name}.{extension}",
        size=parameters.number("FileSize", 0, low=0, high=48 << 40),
        cover_url=parameters.text("CoverURL", most=limits.URL),
        template_group_id=_template_group(parameters),
        **_description(parameters),
    )
    return {"VideoId": video.video_id, **_ticket(video.object_key)}


def refresh_video(call: Call) -> dict[str, Any]:
    """Answer a new credential for the same address."""
    video = find.video(call)
    return {"VideoId": video.video_id, **_ticket(video.object_key)}


def create_image(call: Call) -> dict[str, Any]:
    parameters = call.parameters
    kind = parameters.required("ImageType")
    extension = (parameters.text("ImageExt") or "png").lower()
    if kind not in ("default", "cover"):
        raise ApiError("InvalidParameter", "ImageType is neither default nor cover.")
    if extension not in extensions.IMAGES:
        raise ApiError("InvalidParameter", f"ImageExt {extension} is not supported.")
    image = Image.objects.create(
        object_key=f"image/{kind}/{secrets.token_hex(16).upper()}-6-2.{extension}",
        **_description(parameters),
    )
    address = credentials.url(image.object_key)
    return {
        "ImageId": image.image_id,
        "ImageURL": address,
        "FileURL": address,
        **_ticket(image.object_key),
    }


def _description(parameters: Parameters) -> dict[str, Any]:
    location = parameters.text("StorageLocation")
    if location and location.partition(".")[0] != account.BUCKET:
        raise ApiError("InvalidStorage.NotFound")
    return {
        "title": parameters.plain("Title", most=limits.TITLE),
        "description": parameters.plain("Description", most=limits.DESCRIPTION),
        "tags": parameters.tags(),
        "cate_id": parameters.number("CateId", None, low=-1, high=limits.LARGEST_NUMBER),
        "extend": user_data.extend(parameters),
    }


def _template_group(parameters: Parameters) -> str:
    group = parameters.text("TemplateGroupId")
    if group and not _GROUP.fullmatch(group):
        raise ApiError("InvalidTemplateGroupId.NotFound")
    return group


def _ticket(object_key: str) -> dict[str, str]:
    return {
        "UploadAddress": credentials.upload_address(object_key),
        "UploadAuth": credentials.upload_auth(object_key),
    }
