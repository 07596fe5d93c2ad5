"""What clients are handed: addresses, upload and play credentials (`contract/vod.md` §C)."""

import base64
import json
from typing import Any, Final

from django.conf import settings

from sandbox import account, times
from sandbox.models import Grant, StsToken, Video

UPLOAD_SECONDS: Final = 3000

_PLAY_POLICY: Final = json.dumps(
    {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Resource": "*", "Action": ["vod:GetPlayInfo"]}],
    }
)


def url(object_key: str) -> str:
    """Return where an object is read. The sandbox is its own CDN."""
    return f"{settings.SANDBOX_PUBLIC_URL}/{account.BUCKET}/{object_key}"


def upload_address(object_key: str) -> str:
    return _packed(
        {
            "Endpoint": settings.SANDBOX_PUBLIC_URL,
            "Bucket": account.BUCKET,
            "FileName": object_key,
        }
    )


def upload_auth(object_key: str) -> str:
    """Return a new credential that writes this one object, for a while."""
    grant = Grant.mint(seconds=UPLOAD_SECONDS, object_key=object_key)
    return _packed(
        {
            "SecurityToken": grant.token,
            "AccessKeyId": grant.key_id,
            "ExpireUTCTime": times.iso(grant.expires_at),
            "AccessKeySecret": grant.secret,
            # Remaining seconds as text, not a date.
            "Expiration": str(UPLOAD_SECONDS),
            "Region": account.REGION,
        }
    )


def play_auth(video: Video, *, seconds: int) -> str:
    """Return a new credential that plays this one video, for so many seconds."""
    key = StsToken.mint(seconds=seconds, policy=_PLAY_POLICY, media_id=video.video_id)
    domain = settings.SANDBOX_PUBLIC_URL.partition("://")[2]
    auth_info = {
        "Caller": key.key_id,
        "ExpireTime": times.iso(key.expires_at),
        "MediaId": video.video_id,
        "PlayDomain": domain,
        "Signature": key.secret[:28],
    }
    return _packed(
        {
            "SecurityToken": key.token,
            "AuthInfo": json.dumps(auth_info),
            "VideoMeta": video_meta(video),
            "AccessKeyId": key.key_id,
            "PlayDomain": domain,
            "AccessKeySecret": key.secret,
            "Region": account.REGION,
            "CustomerId": account.ACCOUNT_ID,
        }
    )


def video_meta(video: Video) -> dict[str, Any]:
    """Describe a video inside a play credential. Duration is a number here."""
    return {
        "Status": video.status,
        "VideoId": video.video_id,
        "Title": video.title,
        "CoverURL": video.cover_url,
        "Duration": video.duration,
    }


def _packed(fields: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(fields).encode()).decode()
