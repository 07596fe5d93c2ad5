"""OSS as a storage, spoken to as it wants to be."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import oss2
import pytest
import time_machine
from botocore.awsrequest import AWSResponse
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from pytest_django import Settings
from urllib3 import HTTPResponse

from qulive.oss import CLIENT, OssStorage
from tests.storage import oss as cloud
from tests.storage.conftest import Open
from tests.storage.oss import Oss

NAME = "materials/packages/0123.zip"
NOW = datetime(2026, 7, 10, 8, 0, 0, 900_000, tzinfo=UTC)


def put(content: bytes = b"0123456789", name: str = NAME) -> str:
    return default_storage.save(name, ContentFile(content))


def test_a_file_goes_there_and_comes_back(oss: Oss) -> None:
    assert not default_storage.exists(NAME)
    assert put() == NAME

    assert default_storage.exists(NAME)
    assert default_storage.size(NAME) == 10
    with default_storage.open(NAME) as stream:
        assert stream.read() == b"0123456789"
    default_storage.delete(NAME)
    assert not default_storage.exists(NAME)


def test_what_is_not_there_is_told(oss: Oss) -> None:
    with pytest.raises(FileNotFoundError):
        default_storage.open("lost.zip")
    with pytest.raises(FileNotFoundError):
        default_storage.size("lost.zip")
    default_storage.delete("lost.zip")


@pytest.mark.parametrize("name", [NAME, "materials/a b.zip", "materials/贴纸+~.zip"])
def test_a_phone_opens_it_at_the_cdn_and_keeps_it_for_long(oss: Oss, open_url: Open, name: str) -> None:
    put(name=name)
    url = default_storage.url(name)

    assert url.startswith(f"http://cdn.localhost:{oss.port}/materials/")
    answer = open_url(url)
    assert (answer.status, answer.body) == (200, b"0123456789")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "application/zip"


def test_the_name_says_the_type_whatever_a_browser_claims(oss: Oss) -> None:
    claimed: Any = ContentFile(b"PK")
    claimed.content_type = "text/html"
    default_storage.save(NAME, claimed)

    assert oss.objects[cloud.MEDIA, NAME].headers["Content-Type"] == "application/zip"


def test_a_large_file_goes_in_parts(oss: Oss) -> None:
    content = bytes(range(256)) * 4 * 9 * 1024
    put(content)

    assert len(oss.uploads()) == 4  # begin, two parts, end
    assert oss.objects[cloud.MEDIA, NAME].body == content
    assert oss.objects[cloud.MEDIA, NAME].headers["Cache-Control"].endswith("immutable")


def test_a_name_that_is_taken_gets_no_random_end(oss: Oss) -> None:
    assert put() == put() == NAME


def test_wrong_keys_open_nothing(oss: Oss, settings: Settings) -> None:
    settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "another"

    with pytest.raises(OSError, match="SignatureDoesNotMatch"):
        put()
    assert not oss.objects


@pytest.mark.parametrize(
    ("setting", "refused"),
    [
        ({"s3": {"addressing_style": "path"}}, "SecondLevelDomainForbidden"),
        ({"request_checksum_calculation": "when_supported"}, "InvalidArgument"),
        ({"signature_version": "s3"}, "InvalidAccessKeyId"),
    ],
    ids=["path style", "checksum", "signature"],
)
def test_talking_otherwise_is_refused(
    oss: Oss, monkeypatch: pytest.MonkeyPatch, setting: dict[str, Any], refused: str
) -> None:
    """Each of our client's settings is there for a reason, and the server of these tests knows it."""
    monkeypatch.setattr("qulive.oss.CLIENT", CLIENT | setting)

    with pytest.raises(OSError, match=refused):
        put()


@pytest.mark.parametrize(("checksums", "chunked"), [("when_required", False), ("when_supported", True)])
def test_over_tls_no_upload_is_chunked(
    oss: Oss, settings: Settings, monkeypatch: pytest.MonkeyPatch, checksums: str, *, chunked: bool
) -> None:
    """TLS has boto3 sign otherwise; what it is about to send to Alibaba is looked at, and kept here."""
    monkeypatch.setattr("qulive.oss.CLIENT", CLIENT | {"request_checksum_calculation": checksums})
    settings.OSS_S3_ENDPOINT = "https://s3.oss-cn-shanghai.aliyuncs.com"
    sent: list[Any] = []

    def keep_here(request: Any, **kwargs: Any) -> AWSResponse:
        sent.append(request)
        return AWSResponse(request.url, 200, {}, HTTPResponse(io.BytesIO(), preload_content=False))

    storage: Any = default_storage
    storage.s3.bucket.meta.client.meta.events.register("before-send.s3", keep_here)
    put()

    (request,) = sent
    assert request.url == f"https://{cloud.MEDIA}.s3.oss-cn-shanghai.aliyuncs.com/{NAME}"
    assert (b"aws-chunked" in request.headers.get("Content-Encoding", b"")) is chunked
    assert request.headers["X-Amz-Content-SHA256"].startswith(b"STREAMING") is chunked


def test_many_threads_may_use_it_at_once(oss: Oss) -> None:
    storage: Any = default_storage
    names = [f"materials/{number}.zip" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(storage.exists, names))
        list(pool.map(put, [b"PK"] * 16, names))

    assert len(oss.objects) == 16


def test_an_aws_token_in_the_environment_is_not_sent(oss: Oss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of-somebody-else")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA-somebody")

    assert put() == NAME


def test_a_private_file_opens_with_a_signature_alone(oss: Oss, open_url: Open) -> None:
    storage: Any = storages["private"]
    storage.save("music/a.mp3", ContentFile(b"ID3"))

    assert open_url(storage.url("music/a.mp3")).status == 403
    assert open_url(f"http://{cloud.PRIVATE}.{cloud.DOMAIN}:{oss.port}/music/a.mp3").status == 403
    with time_machine.travel(NOW, tick=False):
        assert open_url(storage.signed_url("music/a.mp3", int(NOW.timestamp()) + 60)).body == b"ID3"


@pytest.mark.parametrize("name", ["music/0123.mp3", "music/a b+c~d.mp3", "music/轻音乐.mp3"])
def test_addresses_are_signed_as_alibabas_sdk_signs_them(settings: Settings, name: str) -> None:
    settings.OSS_REGION = cloud.REGION
    settings.ALIBABA_CLOUD_ACCESS_KEY_ID = cloud.KEY_ID
    settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET = cloud.SECRET
    storage = OssStorage(bucket=cloud.PRIVATE, url="https://music.example.com", cache_control="")
    auth = oss2.AuthV4(cloud.KEY_ID, cloud.SECRET)
    theirs = oss2.Bucket(auth, "https://music.example.com", cloud.PRIVATE, is_cname=True, region=cloud.REGION)

    with time_machine.travel(NOW, tick=False):
        ours = storage.signed_url(name, int(NOW.timestamp()) + 600)
        assert sorted_url(ours) == sorted_url(theirs.sign_url("GET", name, 600, slash_safe=True))


def sorted_url(url: str) -> list[str]:
    address, _, query = url.partition("?")
    return [address, *sorted(query.split("&"))]


def test_nothing_secret_is_logged(oss: Oss, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    put()
    storages["private"].signed_url("music/a.mp3", int(NOW.timestamp()))  # type: ignore[attr-defined]

    assert cloud.SECRET not in caplog.text


def test_what_was_read_before_is_stored_whole(oss: Oss) -> None:
    content = ContentFile(b"0123456789")
    content.read(5)
    default_storage.save(NAME, content)

    assert oss.objects[cloud.MEDIA, NAME].body == b"0123456789"
