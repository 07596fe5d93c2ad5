"""What the user operations take and give (contract/clients.md §2.2)."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from qulive.api.fields import DigitString, LocalTime


class LoginParameters(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    # Blanks around a password belong to it.
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class RenameParameters(serializers.Serializer[Any]):
    userId = serializers.CharField(max_length=20, source="user_id")
    nickname = serializers.CharField(max_length=User.NICKNAME_MAX)


class SignedInSerializer(serializers.Serializer[Any]):
    """A user and a fresh token: what `accounts.services.SignedIn` holds."""

    id = DigitString(source="user.pk")
    userId = serializers.CharField(source="user.user_id")
    nickName = serializers.CharField(source="user.nickname")
    # The document's table says `avatar`; every app reads `avatarUrl`.
    avatarUrl = serializers.CharField(source="user.avatar_url")
    avatar = serializers.CharField(source="user.avatar_url")
    gmtCreate = LocalTime(source="user.date_joined")
    gmtModified = LocalTime(source="user.modified_at")
    token = serializers.CharField()
    pushUrl = serializers.CharField(source="live.push")
    playFlv = serializers.CharField(source="live.flv")
    playHls = serializers.CharField(source="live.hls")
