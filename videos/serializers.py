"""What the video operations take and give (contract/clients.md §2.3)."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers

from qulive.api.fields import (
    ClampedInteger,
    CloudAddress,
    DigitString,
    HttpUrl,
    LocalTimeWithTenths,
    Number,
    UtcTime,
    Utf8,
    WholeSeconds,
    WireInteger,
)
from qulive.api.paging import PAGE_INDEX_MOST, PAGE_SIZE_MOST, PageParameters
from qulive.api.rows import RowSerializer
from videos.models import Video

# 48 hours; no phone records longer.
DURATION_MOST = 172_800
# Bytes; VOD takes no larger file (contract/vod.md §A).
SIZE_MOST = 48_800 * 10**9


class VideoIdParameters(serializers.Serializer[Any]):
    videoId = serializers.RegexField(r"^[0-9A-Za-z_-]{1,64}$", source="vod_id")


class ListParameters(PageParameters):
    """A page by number, or the rows after the row with this id: Android and iOS page so."""

    id = serializers.CharField(required=False, default="", max_length=40, source="after_id")


class PublishParameters(VideoIdParameters):
    title = Utf8(max_bytes=Video.TITLE_MAX, required=False)
    description = Utf8(max_bytes=Video.DESCRIPTION_MAX, required=False)
    coverUrl = HttpUrl(required=False, source="cover_url")
    duration = Number(most=DURATION_MOST)
    size = Number(most=SIZE_MOST, whole=True)
    tags = serializers.CharField(required=False, max_length=Video.TAGS_MAX)
    cateId = Number(most=WireInteger.MOST, whole=True, source="category_id")
    cateName = serializers.CharField(required=False, max_length=64, source="category_name")


class DeleteParameters(VideoIdParameters):
    userId = serializers.CharField(required=False, default="", max_length=20, source="user_id")


class OwnerSerializer(RowSerializer):
    userId = serializers.CharField(source="owner.user_id", default="")
    userName = serializers.CharField(source="owner.nickname", default="")
    avatarUrl = serializers.CharField(source="owner.avatar_url", default="")


class VideoSerializer(RowSerializer):
    """A video as every list shows it; nothing is ever null, an iPhone would crash."""

    id = DigitString(source="pk")
    videoId = serializers.CharField(source="vod_id")
    title = serializers.CharField()
    description = serializers.CharField()
    duration = WholeSeconds()
    coverUrl = CloudAddress(source="cover_url")
    creationTime = LocalTimeWithTenths(source="published_at")
    status = serializers.CharField()
    firstFrameUrl = CloudAddress(source="first_frame_url")
    size = WireInteger()
    cateId = WireInteger(source="category_id")
    cateName = serializers.CharField(source="category_name")
    tags = serializers.CharField()
    shareUrl = serializers.CharField(default="")
    user = OwnerSerializer(source="*")
    transcodeStatus = serializers.CharField(source="transcode")
    snapshotStatus = serializers.CharField(source="snapshot")
    censorStatus = serializers.CharField(source="review")
    narrowTranscodeStatus = serializers.CharField(source="narrow_transcode")
    fileUrl = CloudAddress(source="file_url")
    # Why nothing will come of it, for its owner; older apps don't look at it.
    problem = serializers.SerializerMethodField()

    def get_problem(self, video: Video) -> str:
        return gettext(video.problem) if video.problem else ""


class VideoPageSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    videoList = VideoSerializer(many=True, source="videos")


class LiveListSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    liveList = serializers.ListField(child=serializers.DictField())


class PlayInfoSerializer(RowSerializer):
    """One rendition, as VOD's GetPlayInfo words it: numbers that a player shows are texts there."""

    playURL = CloudAddress(source="url")
    definition = serializers.CharField()
    format = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    size = serializers.IntegerField()
    bitrate = serializers.CharField()
    fps = serializers.CharField()
    duration = serializers.CharField()
    jobId = serializers.CharField(source="job_id")
    status = serializers.CharField(default="Normal")
    encrypt = serializers.IntegerField(default=0)
    streamType = serializers.CharField(default="video")


class VideoBaseSerializer(RowSerializer):
    videoId = serializers.CharField(source="vod_id")
    title = serializers.CharField()
    duration = serializers.CharField()
    coverURL = CloudAddress(source="cover_url")
    status = serializers.CharField()
    creationTime = UtcTime(source="created_at")
    mediaType = serializers.CharField(default="video")


class PlayInfoListSerializer(serializers.Serializer[Any]):
    """GetPlayInfo's answer in camel case, which the mini program plays from (contract/clients.md §3)."""

    requestId = serializers.CharField(source="request_id")
    videoBase = VideoBaseSerializer(source="video")
    playInfoList = PlayInfoSerializer(many=True, source="renditions")


class DemoListParameters(serializers.Serializer[Any]):
    """The player demos' list; their category is one of Alibaba's own account, so it is not looked at."""

    pageNo = ClampedInteger(least=1, most=PAGE_INDEX_MOST, default=1, source="index")
    pageSize = ClampedInteger(least=1, most=PAGE_SIZE_MOST, default=10, source="size")


class DemoVideoSerializer(RowSerializer):
    videoId = serializers.CharField(source="vod_id")
    title = serializers.CharField()
    tags = serializers.CharField()
    status = serializers.CharField()
    size = WireInteger()
    duration = WholeSeconds()
    description = serializers.CharField()
    createTime = LocalTimeWithTenths(source="created_at")
    modifyTime = LocalTimeWithTenths(source="created_at")
    creationTime = LocalTimeWithTenths(source="created_at")
    modificationTime = LocalTimeWithTenths(source="created_at")
    coverUrl = CloudAddress(source="cover_url")
    cateId = WireInteger(source="category_id")
    cateName = serializers.CharField(source="category_name")
    storageLocation = serializers.CharField(default="")
    fileUrl = CloudAddress(source="file_url")


class DemoPageSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    videoList = DemoVideoSerializer(many=True, source="videos")
