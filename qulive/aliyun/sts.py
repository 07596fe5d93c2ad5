"""Credentials for apps from the Security Token Service (contract/vod.md §B)."""

import json
from datetime import datetime, timedelta
from threading import Lock

from django.conf import settings
from django.utils import timezone

from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy
from qulive.aliyun.types import StsCredential

LIFETIME = timedelta(seconds=3600)
# What the document promises an app to have left.
LEFT_AT_LEAST = timedelta(seconds=3000)
PATIENCE = 1  # seconds

# VOD knows no narrower resource than "*", so the actions are all that can be narrowed.
POLICY = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Resource": "*",
            "Action": ["vod:CreateUploadVideo", "vod:RefreshUploadVideo", "vod:CreateUploadImage"],
        },
        {
            "Effect": "Allow",
            "Resource": "*",
            "Action": [
                "vod:GetPlayInfo",
                "vod:GetVideoPlayAuth",
                "vod:GetVideoPlayInfo",
                "vod:GetVideoInfo",
            ],
        },
    ],
}


class AliyunSts:
    """Keeps one credential in memory for all apps: STS throttles, and asks to be cached."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._credential: StsCredential | None = None

    def app_credential(self) -> StsCredential:
        # One caller asks, the others wait for its answer, but not in line behind a hanging cloud.
        if not self._lock.acquire(timeout=PATIENCE):
            raise CloudBusy("AssumeRole: another caller is still waiting for the answer")
        try:
            kept = self._credential
            if kept is None or kept.expires_at - timezone.now() < LEFT_AT_LEAST:
                kept = self._credential = assume_role()
            return kept
        finally:
            self._lock.release()


def assume_role() -> StsCredential:
    answer = client.read(
        "sts",
        "AssumeRole",
        RoleArn=settings.STS_ROLE_ARN,
        RoleSessionName="qulive-app",
        DurationSeconds=int(LIFETIME.total_seconds()),
        Policy=json.dumps(POLICY, separators=(",", ":")),
    )
    keys = answer["Credentials"]
    return StsCredential(
        access_key_id=keys["AccessKeyId"],
        access_key_secret=keys["AccessKeySecret"],
        security_token=keys["SecurityToken"],
        expires_at=datetime.fromisoformat(keys["Expiration"]),
    )
