import secrets
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone


class TemporaryKey(models.Model):
    """An access key that lives for a while and only counts together with its token."""

    key_id = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=64)
    token = models.CharField(max_length=255)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def mint(cls, *, seconds: int, **bounds: str) -> Self:
        """Make a key that expires after so many seconds; `bounds` say what it opens."""
        return cls._default_manager.create(
            key_id=f"STS.N{secrets.token_hex(12)}",
            secret=secrets.token_hex(22),
            token=f"CAIS{secrets.token_urlsafe(96)}",
            expires_at=timezone.now() + timedelta(seconds=seconds),
            **bounds,
        )

    def expired(self, now: datetime) -> bool:
        return self.expires_at <= now


class StsToken(TemporaryKey):
    """What AssumeRole and a play credential give: RPC calls within a policy."""

    policy = models.TextField(blank=True)
    media_id = models.CharField(max_length=32, blank=True)  # blank: every media

    def __str__(self) -> str:
        return self.key_id


class Grant(TemporaryKey):
    """What an upload credential gives: writing one object."""

    object_key = models.CharField(max_length=255, db_index=True)

    def __str__(self) -> str:
        return f"{self.key_id} → {self.object_key}"


class Nonce(models.Model):
    """A request that was answered; its signature counts no second time."""

    key_id = models.CharField(max_length=64)
    nonce = models.CharField(max_length=128)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key_id", "nonce"], name="sandbox_nonce_once")]

    def __str__(self) -> str:
        return self.nonce
