"""Materials as the editors read them: ints are ints, nothing is null (contract/clients.md §2.4)."""

from typing import Any

from rest_framework import serializers

from qulive.api.fields import LocalTimeWithTenths


class CategoryIdParameters(serializers.Serializer[Any]):
    """`type` is sent too (1 front, 2 rear), but it is not a filter: Android sends 2 for everything."""

    pasterId = serializers.IntegerField(min_value=0, max_value=2**63 - 1, source="category_id")


class CaptionCategoryIdParameters(serializers.Serializer[Any]):
    textPasterId = serializers.IntegerField(min_value=0, max_value=2**63 - 1, source="category_id")


class FontParameters(serializers.Serializer[Any]):
    fontId = serializers.IntegerField(
        min_value=0, max_value=2**63 - 1, source="font_id", required=False, default=None
    )


class CategorySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    icon = serializers.CharField(source="icon.url")
    description = serializers.CharField()
    name = serializers.CharField()
    level = serializers.IntegerField()
    preview = serializers.CharField(source="preview_url")
    sort = serializers.IntegerField()
    type = serializers.IntegerField(source="wire_type")
    createTime = LocalTimeWithTenths(source="created_at")


class PackageSerializer(serializers.Serializer[Any]):
    """A package; `type` is 0 whatever was asked for, `mediaId` is a caption's alone."""

    id = serializers.IntegerField()
    icon = serializers.CharField(source="icon.url")
    mediaId = serializers.IntegerField(source="media_id", default=0)
    url = serializers.CharField(source="package.url")
    preview = serializers.CharField(source="preview.url")
    name = serializers.CharField()
    duration = serializers.IntegerField()
    desc = serializers.CharField(source="description")
    sort = serializers.IntegerField()
    aspect = serializers.IntegerField()
    type = serializers.IntegerField(default=0)
    fontId = serializers.SerializerMethodField()
    createTime = LocalTimeWithTenths(source="created_at")

    def get_fontId(self, package: Any) -> int:
        return package.font_id or 0


class AspectSerializer(serializers.Serializer[Any]):
    aspect = serializers.IntegerField()
    download = serializers.CharField(source="package.url")
    md5 = serializers.CharField()


class MvSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    previewPic = serializers.CharField(source="preview_picture.url")
    previewMp4 = serializers.CharField(source="preview_video.url")
    icon = serializers.CharField(source="icon.url")
    duration = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.IntegerField()
    sort = serializers.IntegerField()
    createTime = LocalTimeWithTenths(source="created_at")
    aspectList = AspectSerializer(many=True, source="aspects.all")


class FontSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.IntegerField()
    banner = serializers.CharField(source="banner.url")
    icon = serializers.CharField(source="icon.url")
    url = serializers.CharField(source="package.url")
    sort = serializers.IntegerField()


class EffectSerializer(serializers.Serializer[Any]):
    """A filter or transition of the newer editors."""

    id = serializers.IntegerField()
    name = serializers.CharField()
