"""What the credential operations take and give (contract/clients.md §2.1; limits: contract/vod.md §A)."""

from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from qulive.aliyun.vod import BEYOND_BMP, COVER_URL_MAX
from qulive.api.fields import HttpUrl, Number, UtcTime, Utf8
from videos.models import Video
from videos.serializers import SIZE_MOST

MEDIA_EXTENSIONS = frozenset({
    "mp4", "ts", "3gp", "mpg", "mpeg", "mpe", "dat", "vob", "asf", "avi", "wmv", "flv", "f4v", "rm", "rmvb",
    "mov", "mkv", "m3u8", "dv", "gif", "m2t", "m4v", "mj2", "mjpeg", "mts", "ogg", "qt", "swf", "webm",
    "mp3", "wma", "wav", "aac", "ra", "m4a", "flac", "ape", "ac3", "amr", "caf", "acm",
})  # fmt: skip
IMAGE_EXTENSIONS = ("png", "jpg", "jpeg", "gif")
TAGS_MOST = 16
TAG_MAX_BYTES = 32


class VodText(Utf8):
    """A text that VOD will take: counted in bytes, without emoji."""

    default_error_messages = {"emoji": _("Emoji are not possible here.")}

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if BEYOND_BMP.search(text):
            self.fail("emoji")
        return text


class Tags(VodText):
    """Tags with commas between them, at most 16 of 32 bytes each."""

    default_error_messages = {
        "too_many": _("At most {most} tags are possible."),
        "too_long": _("A tag is longer than {most} bytes."),
    }

    def __init__(self) -> None:
        super().__init__(max_bytes=Video.TAGS_MAX, required=False, default="")

    def to_internal_value(self, data: Any) -> str:
        tags = [tag.strip() for tag in super().to_internal_value(data).split(",") if tag.strip()]
        if len(tags) > TAGS_MOST:
            self.fail("too_many", most=TAGS_MOST)
        if any(len(tag.encode(errors="replace")) > TAG_MAX_BYTES for tag in tags):
            self.fail("too_long", most=TAG_MAX_BYTES)
        return ",".join(tags)


class MediaFileName(Utf8):
    """A file's name with an extension that VOD takes. Android sends the whole path on the phone.

    VOD keeps the extension alone, so an emoji in the name is no reason to refuse a film.
    """

    default_error_messages = {
        "extension": _("The file name must end in the extension of a video or audio file, such as .mp4.")
    }

    def to_internal_value(self, data: Any) -> str:
        name = PurePosixPath(str(data).replace("\\", "/")).name
        name = super().to_internal_value(BEYOND_BMP.sub("_", name))
        if PurePosixPath(name).suffix.lower().removeprefix(".") not in MEDIA_EXTENSIONS:
            self.fail("extension")
        return name


class VideoUploadParameters(serializers.Serializer[Any]):
    title = VodText(max_bytes=Video.TITLE_MAX)
    fileName = MediaFileName(max_bytes=1024, source="file_name")
    fileSize = Number(most=SIZE_MOST, whole=True, source="size")
    description = VodText(max_bytes=Video.DESCRIPTION_MAX, required=False, default="")
    coverURL = HttpUrl(max_length=COVER_URL_MAX, required=False, default="", source="cover_url")
    tags = Tags()


class ImageUploadParameters(serializers.Serializer[Any]):
    imageType = serializers.ChoiceField(
        ["default", "cover"],
        source="image_type",
        # DRF's own sentence would quote whatever was sent.
        error_messages={"invalid_choice": _("Use default or cover.")},
    )
    imageExt = serializers.CharField(required=False, default="png", source="extension")
    title = VodText(max_bytes=Video.TITLE_MAX, required=False, default="")
    tags = Tags()

    def validate_imageExt(self, value: str) -> str:
        extension = value.lower().removeprefix(".")
        if extension not in IMAGE_EXTENSIONS:
            raise serializers.ValidationError(_("Use one of png, jpg, jpeg, gif."))
        return extension


class StsSerializer(serializers.Serializer[Any]):
    accessKeyId = serializers.CharField(source="access_key_id")
    accessKeySecret = serializers.CharField(source="access_key_secret")
    securityToken = serializers.CharField(source="security_token")
    # The document's table says `expiration`, its sample `Expiration`; Android needs the former.
    expiration = UtcTime(source="expires_at")
    Expiration = UtcTime(source="expires_at")


class UploadSerializer(serializers.Serializer[Any]):
    uploadAddress = serializers.CharField(source="address")
    uploadAuth = serializers.CharField(source="auth")


class VideoUploadSerializer(UploadSerializer):
    videoId = serializers.CharField(source="media_id")


class ImageUploadSerializer(UploadSerializer):
    imageId = serializers.CharField(source="media_id")
    imageURL = serializers.CharField(source="url")


class PlaySerializer(serializers.Serializer[Any]):
    videoId = serializers.CharField(source="media_id")
    playAuth = serializers.CharField(source="auth")
    coverURL = serializers.CharField(source="cover_url")
    duration = serializers.CharField(help_text="Seconds as a text: 10.4167")
