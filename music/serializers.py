"""Music as the apps read it: every value is a text (contract/clients.md §7)."""

from typing import Any

from rest_framework import serializers

from qulive.api.fields import ClampedInteger, DigitString
from qulive.api.paging import PAGE_INDEX_MOST, PAGE_SIZE_MOST
from qulive.api.rows import RowSerializer


class MusicListParameters(serializers.Serializer[Any]):
    pageNo = ClampedInteger(least=1, most=PAGE_INDEX_MOST, default=1, source="index")
    # Android asks for 25, then 26, 27…: more than 50 are 50.
    pageSize = ClampedInteger(least=1, most=PAGE_SIZE_MOST, default=20, source="size")
    keyWords = serializers.CharField(required=False, default="", max_length=1000, source="words")


class MusicIdParameters(serializers.Serializer[Any]):
    musicId = serializers.CharField(max_length=64, source="music_id")


class TrackSerializer(RowSerializer):
    musicId = serializers.CharField(source="music_id")
    title = serializers.CharField()
    artistName = serializers.CharField(source="artist")
    duration = DigitString()
    source = serializers.CharField()  # type: ignore[assignment]  # DRF's fields have an attribute of this name
    # Not in the document, but Android and iOS show it.
    image = serializers.CharField(source="cover.url")


class MusicListSerializer(serializers.Serializer[Any]):
    total = DigitString()
    musicList = TrackSerializer(many=True, source="tracks")


class PlayPathSerializer(serializers.Serializer[Any]):
    playPath = serializers.CharField(source="url")
    expireTime = serializers.CharField(source="expires")
