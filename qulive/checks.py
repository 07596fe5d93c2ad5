"""What a production must have, said in words with the fix (`manage.py check --deploy`)."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.core.files.storage import Storage, default_storage, storages

from qulive.storage import URL_SCHEMES, SignsUrls

REQUIRED: Final = (
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "STS_ROLE_ARN",
    "VOD_TRANSCODE_TEMPLATE_GROUP",
)
# Each bucket, and where the outside opens it.
BUCKETS: Final = {"OSS_MEDIA_BUCKET": "OSS_MEDIA_URL", "OSS_PRIVATE_BUCKET": "OSS_PRIVATE_URL"}
HERE: Final = ("", "localhost", "127.0.0.1", "::1")


@register(Tags.security, deploy=True)
def check_sandbox(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.USES_SANDBOX:
        return []
    return [
        checks.Error(
            "The cloud is the sandbox's: its key is known to everybody.",
            hint="Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
            id="qulive.E001",
        )
    ]


@register(Tags.security, deploy=True)
def check_cloud(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Error(f"{name} is empty.", hint=f"Set {name}; .env.example says to what.", id="qulive.E002")
        for name in REQUIRED
        if not getattr(settings, name)
    ]


@register(Tags.security, deploy=True)
def check_endpoints(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Error(f"{name} is plain http.", hint="Use https://, or leave it empty.", id="qulive.E003")
        for name in ("VOD_ENDPOINT", "STS_ENDPOINT")
        if getattr(settings, name).startswith("http://")
    ]


@register(Tags.security, deploy=True)
def check_callback_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.VOD_CALLBACK_KEYS:
        return []
    return [
        checks.Error(
            "VOD_CALLBACK_KEYS is empty, so anyone could post callbacks.",
            hint="Set it to the key entered in the VOD console under callback settings.",
            id="qulive.E004",
        )
    ]


@register(Tags.security, deploy=True)
def check_callback_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.VOD_CALLBACK_URL.startswith("https://"):
        return []
    return [
        checks.Warning(
            "VOD_CALLBACK_URL is not https, and VOD's signature does not cover the body.",
            hint="Enter an https:// address at VOD and here.",
            id="qulive.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO_OPEN:
        return []
    return [
        checks.Warning(
            "DEMO_OPEN is on: /demo hands out upload credentials to anybody.",
            hint="Unset DEMO_OPEN; /demo then wants a token.",
            id="qulive.W002",
        )
    ]


@register(Tags.files)
def check_buckets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Files half in OSS and half on this disk would be lost with the disk."""
    if not any(getattr(settings, name) for names in BUCKETS.items() for name in names):
        return []
    missing: list[CheckMessage] = [
        checks.Error(
            f"Files are to lie in OSS, but {bucket} is empty.",
            hint=f"Set {' and '.join(BUCKETS)}, or neither to keep files in VAR.",
            id="qulive.E005",
        )
        for bucket in BUCKETS
        if not getattr(settings, bucket)
    ]
    if missing or settings.OSS_MEDIA_BUCKET != settings.OSS_PRIVATE_BUCKET:
        return missing
    return [
        checks.Error(
            "OSS_MEDIA_BUCKET and OSS_PRIVATE_BUCKET are the same, so anyone could read the music.",
            hint="Give the music a bucket of its own whose ACL is private.",
            id="qulive.E006",
        )
    ]


@register(Tags.files)
def check_oss_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.OSS_MEDIA_BUCKET:
        return []
    return [
        checks.Error(f"{name} {problem}: {address}", hint=hint, id="qulive.E007")
        for name in ("OSS_S3_ENDPOINT", *BUCKETS.values())
        for address in [getattr(settings, name)]
        for problem, hint in problems_of(name, address)
    ]


def problems_of(name: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an address of OSS, and how to fix it."""
    host = urlsplit(address).hostname or ""
    if not host or not address.startswith(URL_SCHEMES if settings.DEBUG else "https://"):
        yield "is no https:// address", f"Set {name} to one; .env.example shows how it looks."
    elif name == "OSS_S3_ENDPOINT" and host.startswith(tuple(f"{getattr(settings, b)}." for b in BUCKETS)):
        yield "names a bucket", "Leave the bucket out; it is put in front."
    elif name != "OSS_S3_ENDPOINT" and host.endswith("-internal.aliyuncs.com"):
        yield "can't be opened from outside", "Set it to the bucket's own domain, or the CDN's."


@register(Tags.files)
def check_oss_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.OSS_MEDIA_BUCKET or (settings.ALIBABA_CLOUD_ACCESS_KEY_ID and not settings.USES_SANDBOX):
        return []
    return [
        checks.Error(
            "OSS wants keys of Alibaba Cloud, and the sandbox's are none.",
            hint="Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
            id="qulive.E008",
        )
    ]


@register(Tags.files)
def check_music_plays(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whatever storage somebody configured, music in it can be played, and not for ever."""
    storage = storages["private"]
    if isinstance(storage, SignsUrls):
        longest = getattr(storage, "longest_signed", settings.MUSIC_PATH_SECONDS)
        if longest >= settings.MUSIC_PATH_SECONDS:
            return []
        problem = f"MUSIC_PATH_SECONDS is more than the {longest} that the storage signs for."
        return [checks.Error(problem, hint="Set it to less.", id="qulive.E009")]
    if is_local(storage):
        return []
    return [
        checks.Error(
            "The private storage is neither local nor signs addresses, so its music can't be played.",
            hint="Give it a method signed_url(name, expires); docs/storage.md shows one.",
            id="qulive.E010",
        )
    ]


@register(Tags.files, deploy=True)
def check_local_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A database elsewhere suggests several machines. No more than a remark: one is fine, too."""
    database_host = settings.DATABASES["default"].get("HOST", "")
    if not is_local(default_storage) or database_host in HERE or database_host.startswith("/"):
        return []
    return [
        checks.Info(
            f"Uploaded files lie on this machine, in {settings.MEDIA_ROOT}; another one would not have them.",
            hint="Fine on one machine, or in a folder that all share; else see docs/storage.md.",
            id="qulive.I001",
        )
    ]


def is_local(storage: Storage) -> bool:
    try:
        storage.path("")
    except NotImplementedError:
        return False
    return True
