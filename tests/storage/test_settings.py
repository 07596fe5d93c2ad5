"""Where files lie is a matter of the environment alone, and half of a configuration is told."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import Storage
from pytest_django import Settings

from qulive import checks
from tests.storage.oss import Oss

ROOT = Path(__file__).parent.parent.parent
OSS = {"OSS_MEDIA_BUCKET": "acme-media", "OSS_PRIVATE_BUCKET": "acme-music"}
# What a worker does that serves a list and a play path.
SERVE = """
import json, sys, django
django.setup()
from django.core.files.storage import default_storage, storages
from music.models import Track
from music import paths
print(json.dumps({
    "media": default_storage.url("a.png"),
    "music": paths.play_path(Track(music_id="Q10001", audio="a.mp3")).url,
    "endpoint": django.conf.settings.OSS_S3_ENDPOINT,
    "heavy": [name for name in ("boto3", "botocore", "storages") if name in sys.modules],
}))
"""

Serve = Callable[..., Any]
Ids = list[str | None]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Start a process with these settings alone and return what it hands out."""

    def run(**environment: str) -> Any:
        usual = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "qulive.settings", "DEBUG": "1"}
        process = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", SERVE],
            cwd=ROOT,
            env={**usual, "VAR": str(tmp_path), **environment},
            capture_output=True,
            check=True,
        )
        return json.loads(process.stdout)

    return run


def test_unconfigured_files_lie_here(serve: Serve) -> None:
    given = serve(PUBLIC_URL="https://api.example.com")

    assert given["media"] == "https://api.example.com/media/a.png"
    assert given["music"].startswith("https://api.example.com/music/play/Q10001/")
    assert given["heavy"] == []


def test_two_buckets_are_enough_and_addresses_load_no_client(serve: Serve) -> None:
    given = serve(**OSS, VOD_REGION="cn-beijing")

    assert given["media"] == "https://acme-media.oss-cn-beijing.aliyuncs.com/a.png"
    assert given["music"].startswith("https://acme-music.oss-cn-beijing.aliyuncs.com/a.mp3?x-oss-")
    assert given["endpoint"] == "https://s3.oss-cn-beijing.aliyuncs.com"
    assert given["heavy"] == []


def test_every_address_can_be_set(serve: Serve) -> None:
    given = serve(
        **OSS,
        OSS_REGION="cn-hangzhou",
        OSS_S3_ENDPOINT="https://s3.oss-cn-hangzhou-internal.aliyuncs.com",
        OSS_MEDIA_URL="https://media.example.com/",
        OSS_PRIVATE_URL="https://music.example.com",
    )

    assert given["media"] == "https://media.example.com/a.png"
    assert given["music"].startswith("https://music.example.com/a.mp3?x-oss-credential=")
    assert "cn-hangzhou%2Foss" in given["music"]
    assert given["endpoint"] == "https://s3.oss-cn-hangzhou-internal.aliyuncs.com"


def ids(*found: list[Any]) -> Ids:
    return [message.id for messages in found for message in messages]


def all_checks() -> Ids:
    return ids(
        checks.check_buckets(None),
        checks.check_oss_addresses(None),
        checks.check_oss_keys(None),
        checks.check_music_plays(None),
    )


def test_local_files_need_nothing(settings: Settings) -> None:
    assert all_checks() == []


def test_a_whole_configuration_is_fine(oss: Oss, settings: Settings) -> None:
    settings.DEBUG = False
    settings.OSS_S3_ENDPOINT = "https://s3.oss-cn-shanghai.aliyuncs.com"
    settings.OSS_MEDIA_URL = "https://media.example.com"
    settings.OSS_PRIVATE_URL = "https://music.example.com"

    assert all_checks() == []


@pytest.mark.parametrize("given", ["OSS_MEDIA_BUCKET", "OSS_PRIVATE_BUCKET"])
def test_one_bucket_is_half_a_configuration(settings: Settings, given: str) -> None:
    setattr(settings, given, "acme")

    (error,) = checks.check_buckets(None)
    (other,) = set(OSS) - {given}
    assert (error.id, error.msg) == ("qulive.E005", f"Files are to lie in OSS, but {other} is empty.")


@pytest.mark.parametrize("given", ["OSS_MEDIA_URL", "OSS_PRIVATE_URL"])
def test_an_address_without_a_bucket_too(settings: Settings, given: str) -> None:
    setattr(settings, given, "https://media.example.com")

    assert ids(checks.check_buckets(None)) == ["qulive.E005", "qulive.E005"]


def test_music_is_not_in_the_public_bucket(settings: Settings) -> None:
    settings.OSS_MEDIA_BUCKET = settings.OSS_PRIVATE_BUCKET = "acme"

    assert ids(checks.check_buckets(None)) == ["qulive.E006"]


@pytest.mark.parametrize(
    ("name", "address", "problem"),
    [
        ("OSS_S3_ENDPOINT", "s3.oss-cn-shanghai.aliyuncs.com", "is no https:// address"),
        ("OSS_S3_ENDPOINT", "http://s3.oss-cn-shanghai.aliyuncs.com", "is no https:// address"),
        ("OSS_S3_ENDPOINT", "https://acme-media.oss-cn-shanghai.aliyuncs.com", "names a bucket"),
        ("OSS_MEDIA_URL", "cdn.example.com", "is no https:// address"),
        ("OSS_MEDIA_URL", "https://", "is no https:// address"),
        ("OSS_PRIVATE_URL", "https://acme-music.oss-cn-shanghai-internal.aliyuncs.com", "can't be opened"),
    ],
)
def test_an_address_that_cannot_work_is_told(
    settings: Settings, name: str, address: str, problem: str
) -> None:
    settings.DEBUG = False
    settings.OSS_S3_ENDPOINT = "https://s3.oss-cn-shanghai-internal.aliyuncs.com"
    for bucket, url in checks.BUCKETS.items():
        setattr(settings, bucket, OSS[bucket])
        setattr(settings, url, "https://files.example.com")
    assert checks.check_oss_addresses(None) == []

    setattr(settings, name, address)
    (error,) = checks.check_oss_addresses(None)
    assert error.id == "qulive.E007"
    assert error.msg.startswith(f"{name} {problem}")
    assert error.hint


@pytest.mark.parametrize("missing", [{"USES_SANDBOX": True}, {"ALIBABA_CLOUD_ACCESS_KEY_ID": ""}], ids=str)
def test_oss_takes_no_keys_of_the_sandbox(oss: Oss, settings: Settings, missing: dict[str, Any]) -> None:
    assert checks.check_oss_keys(None) == []
    for name, value in missing.items():
        setattr(settings, name, value)

    assert ids(checks.check_oss_keys(None)) == ["qulive.E008"]


def test_oss_signs_for_a_week_at_most(oss: Oss, settings: Settings) -> None:
    settings.MUSIC_PATH_SECONDS = 604_800
    assert checks.check_music_plays(None) == []

    settings.MUSIC_PATH_SECONDS += 1
    assert ids(checks.check_music_plays(None)) == ["qulive.E009"]


class ElsewhereStorage(Storage):
    """A storage of somebody else's."""


class SigningStorage(ElsewhereStorage):
    """Fit for music, as docs/storage.md tells."""

    def signed_url(self, name: str, expires: int) -> str:
        return f"https://files.example.com/{name}?until={expires}"


@pytest.mark.parametrize(("storage", "found"), [(ElsewhereStorage, ["qulive.E010"]), (SigningStorage, [])])
def test_another_storage_has_to_play_music(settings: Settings, storage: type, found: Ids) -> None:
    private = {"BACKEND": f"{storage.__module__}.{storage.__qualname__}"}
    settings.STORAGES = {**settings.STORAGES, "private": private}

    assert ids(checks.check_music_plays(None)) == found


@pytest.mark.parametrize(
    ("host", "found"),
    [("db.example.com", ["qulive.I001"]), ("", []), ("127.0.0.1", []), ("/run/postgresql", [])],
)
def test_files_on_one_of_many_machines_are_remarked_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, host: str, found: Ids
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)

    assert ids(checks.check_local_files(None)) == found


def test_files_in_oss_are_not(oss: Oss, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db.example.com")

    assert checks.check_local_files(None) == []
