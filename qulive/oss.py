"""Alibaba Cloud OSS as a storage: files go through its S3-compatible API, addresses are made here."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import cached_property, reduce
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils import timezone
from django.utils.encoding import filepath_to_uri
from django.utils.module_loading import import_string

# How boto3 has to talk.
CLIENT: Final = {
    # OSS knows a bucket by its host name alone.
    "s3": {"addressing_style": "virtual"},
    # Left alone, boto3 takes an older one, which OSS is phasing out.
    "signature_version": "s3v4",
    # Left alone, boto3 uploads in signed chunks with a checksum after them, which OSS refuses.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
    "connect_timeout": 3,
    "read_timeout": 20,
    "retries": {"mode": "standard", "max_attempts": 2},
}


@contextmanager
def told() -> Iterator[None]:
    """Let what OSS refuses, or what doesn't reach it, be an OSError, as it is with files elsewhere."""
    try:
        yield
    # Looked up when something was raised; botocore is there then.
    except import_string("botocore.exceptions.ClientError") as error:
        raise OSError(f"OSS: {error}") from error
    except import_string("botocore.exceptions.BotoCoreError") as error:
        raise OSError(f"OSS can't be reached: {error}") from error


class OssStorage(Storage):
    """A bucket. Who only hands out addresses never loads the S3 client, which weighs 32 MB."""

    # Seconds that OSS lets a signed address live.
    longest_signed = 7 * 24 * 3600

    def __init__(self, *, bucket: str, url: str, cache_control: str) -> None:
        self.bucket = bucket
        self.base_url = url
        self.cache_control = cache_control

    @cached_property
    def s3(self) -> Any:
        """django-storages' S3 storage, talking as OSS wants it to."""
        storage = import_string("storages.backends.s3.S3Storage")(
            bucket_name=self.bucket,
            region_name=settings.OSS_REGION,
            endpoint_url=settings.OSS_S3_ENDPOINT,
            access_key=settings.ALIBABA_CLOUD_ACCESS_KEY_ID,
            secret_key=settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
            # An AWS token that happens to lie in the environment is none of OSS's.
            security_token=None,
            object_parameters={"CacheControl": self.cache_control},
            client_config=import_string("botocore.config.Config")(**CLIENT),
        )
        # Asked for here, it is the one bucket, and the one client, of all threads: each weighs 12 MB.
        _ = storage.bucket
        return storage

    def url(self, name: str | None) -> str:
        """The address for ever, which opens nothing in a private bucket."""
        return f"{self.base_url}/{filepath_to_uri(name)}"

    def signed_url(self, name: str, expires: int) -> str:
        """The address until a moment in UNIX seconds, signed as OSS's own SDK signs it (version 4).

        That signature covers bucket and name but not the host, so it also holds at a domain of ours.
        """
        now = timezone.now().astimezone(UTC)
        time = now.strftime("%Y%m%dT%H%M%SZ")
        scope = [time[:8], settings.OSS_REGION, "oss", "aliyun_v4_request"]
        query = urlencode(
            {
                "x-oss-credential": "/".join([settings.ALIBABA_CLOUD_ACCESS_KEY_ID, *scope]),
                "x-oss-date": time,
                "x-oss-expires": str(expires - int(now.timestamp())),
                "x-oss-signature-version": "OSS4-HMAC-SHA256",
            },
            quote_via=quote,
            safe="",
        )
        request = "\n".join(["GET", quote(f"/{self.bucket}/{name}"), query, "", "", "UNSIGNED-PAYLOAD"])
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = "\n".join(["OSS4-HMAC-SHA256", time, "/".join(scope), digest])
        secret = f"aliyun_v4{settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET}"
        key = reduce(_hmac, scope, secret.encode())
        return f"{self.base_url}/{quote(name)}?{query}&x-oss-signature={_hmac(key, text).hex()}"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        # A name is made of its content's digest: who writes it twice writes the same.
        return name

    def exists(self, name: str) -> bool:
        # S3Storage's own would make a client in every thread.
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    @told()
    def size(self, name: str) -> int:
        length: int = self.s3.size(name)
        return length

    @told()
    def delete(self, name: str) -> None:
        self.s3.delete(name)

    @told()
    def _open(self, name: str, mode: str = "rb") -> Any:
        return self.s3.open(name, mode)

    @told()
    def _save(self, name: str, content: File[Any]) -> str:
        # Wrapped anew, it carries no type that some browser claimed: the name tells.
        saved: str = self.s3.save(name, File(content))
        return saved


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
