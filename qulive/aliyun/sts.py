"""Credentials for apps from the Security Token Service (contract/vod.md §B)."""

import json
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.utils import timezone

from qulive.aliyun import client
from qulive.aliyun.errors import CloudBusy
from qulive.aliyun.types import StsCredential
from qulive.bulkhead import Bulkhead, BulkheadFull

LIFETIME = timedelta(seconds=3600)
# What the document promises an app to have left.
LEFT_AT_LEAST = timedelta(seconds=3000)
# Asked for anew before that, so that a cloud that is away for a few minutes is not noticed.
RENEWED_BELOW = timedelta(seconds=3300)
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
        # One caller asks; a few wait for its answer, but no crowd stands in line behind a hanging cloud.
        self._turn = Bulkhead(inside=1, waiting=max(settings.THREADS // 4, 1), patience=PATIENCE)
        self._kept: StsCredential | None = None

    def app_credential(self) -> StsCredential:
        kept = self._kept
        if kept and left(kept) >= RENEWED_BELOW:
            return kept
        try:
            return self._renew(kept)
        except CloudBusy:
            if kept and left(kept) >= LEFT_AT_LEAST:
                return kept
            raise

    def _renew(self, kept: StsCredential | None) -> StsCredential:
        """Return a newer credential than `kept`, unless another caller just got one."""
        try:
            with self._turn.enter():
                if self._kept is kept:
                    self._kept = assume_role()
                return cast(StsCredential, self._kept)
        except BulkheadFull:
            raise CloudBusy("AssumeRole: too many callers wait for the answer already") from None


def left(credential: StsCredential) -> timedelta:
    return credential.expires_at - timezone.now()


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
