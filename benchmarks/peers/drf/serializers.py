"""The answers, field by field as the AppServer's: `source` where the wire has names of its own."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from materials.models import Mv, MvAspect, Sticker, StickerCategory
from music.models import Track
from videos.models import Video

TIME = "%Y-%m-%d %H:%M:%S.0"


class OwnerSerializer(serializers.ModelSerializer[User]):
    userId = serializers.CharField(source="user_id")
    userName = serializers.CharField(source="nickname")
    avatarUrl = serializers.CharField(source="avatar")

    class Meta:
        model = User
        fields = ["userId", "userName", "avatarUrl"]


class VideoSerializer(serializers.ModelSerializer[Video]):
    id = serializers.CharField(source="pk")
    videoId = serializers.CharField(source="vod_id")
    coverUrl = serializers.CharField(source="cover_url")
    creationTime = serializers.DateTimeField(source="published_at", format=TIME)
    firstFrameUrl = serializers.CharField(source="first_frame_url")
    cateId = serializers.IntegerField(source="category_id")
    cateName = serializers.CharField(source="category_name")
    shareUrl = serializers.ReadOnlyField(default="")
    user = OwnerSerializer(source="owner")
    transcodeStatus = serializers.CharField(source="transcode")
    snapshotStatus = serializers.CharField(source="snapshot")
    censorStatus = serializers.CharField(source="review")
    narrowTranscodeStatus = serializers.CharField(source="narrow_transcode")
    fileUrl = serializers.CharField(source="file_url")

    class Meta:
        model = Video
        fields = [
            "id", "videoId", "title", "description", "duration", "coverUrl", "creationTime", "status",
            "firstFrameUrl", "size", "cateId", "cateName", "tags", "shareUrl", "user", "transcodeStatus",
            "snapshotStatus", "censorStatus", "narrowTranscodeStatus", "fileUrl", "problem",
        ]  # fmt: skip


class CategorySerializer(serializers.ModelSerializer[StickerCategory]):
    icon = serializers.CharField(source="icon.name")
    preview = serializers.CharField(source="preview_url")
    type = serializers.IntegerField(source="wire_type")
    createTime = serializers.DateTimeField(source="created_at", format=TIME)

    class Meta:
        model = StickerCategory
        fields = ["id", "icon", "description", "name", "level", "preview", "sort", "type", "createTime"]


class StickerSerializer(serializers.ModelSerializer[Sticker]):
    icon = serializers.CharField(source="icon.name")
    mediaId = serializers.ReadOnlyField(default=0)
    url = serializers.CharField(source="package.name")
    preview = serializers.CharField(source="preview.name")
    desc = serializers.CharField(source="description")
    type = serializers.ReadOnlyField(default=0)
    fontId = serializers.SerializerMethodField()
    createTime = serializers.DateTimeField(source="created_at", format=TIME)

    class Meta:
        model = Sticker
        fields = [
            "id", "icon", "mediaId", "url", "preview", "name", "duration", "desc", "sort", "aspect", "type",
            "fontId", "createTime",
        ]  # fmt: skip

    def get_fontId(self, sticker: Sticker) -> int:
        return sticker.font_id or 0


class AspectSerializer(serializers.ModelSerializer[MvAspect]):
    download = serializers.CharField(source="package.name")

    class Meta:
        model = MvAspect
        fields = ["aspect", "download", "md5"]


class MvSerializer(serializers.ModelSerializer[Mv]):
    previewPic = serializers.CharField(source="preview_picture.name")
    previewMp4 = serializers.CharField(source="preview_video.name")
    icon = serializers.CharField(source="icon.name")
    createTime = serializers.DateTimeField(source="created_at", format=TIME)
    aspectList = AspectSerializer(source="aspects", many=True)

    class Meta:
        model = Mv
        fields = [
            "id", "previewPic", "previewMp4", "icon", "duration", "name", "level", "sort", "createTime",
            "aspectList",
        ]  # fmt: skip


class TrackSerializer(serializers.ModelSerializer[Track]):
    musicId = serializers.CharField(source="music_id")
    artistName = serializers.CharField(source="artist")
    duration = serializers.CharField()
    source: Any = serializers.CharField()
    image = serializers.CharField(source="cover.name")

    class Meta:
        model = Track
        fields = ["musicId", "title", "artistName", "duration", "source", "image"]
