"""The object store as oss2 and players see it."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from oss2.exceptions import AccessDenied, OssError, SignatureDoesNotMatch
from oss2.models import PartInfo
from oss2.utils import SizedFileAdapter

from sandbox.models import Grant
from tests import inprocess
from tests.sandbox.conftest import Ticket, bucket, kinds

Ask = Callable[..., Ticket]
HOST = "http://127.0.0.1:8001"
PART = 100 << 10


@pytest.fixture
def mine(ticket: Ask) -> Ticket:
    return ticket(TemplateGroupId="VOD_NO_TRANSCODE")


def url(ticket: Ticket) -> str:
    return f"{HOST}/{ticket.address['Bucket']}/{ticket.address['FileName']}"


def read(ticket: Ticket, **headers: str) -> tuple[int, dict[str, str], bytes]:
    status, answered, body = inprocess.answer("GET", url(ticket), headers)
    return status, dict(answered), body


def put(ticket: Ticket, content: Any) -> None:
    bucket(ticket).put_object(ticket.address["FileName"], content)


def test_what_was_put_is_read_by_anyone(mine: Ticket) -> None:
    put(mine, b"0123456789")

    status, headers, body = read(mine)
    assert (status, body) == (200, b"0123456789")
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-1", 206, b"01"),
        ("bytes=0-0", 206, b"0"),
        ("bytes=4-", 206, b"456789"),
        ("bytes=9-", 206, b"9"),
        ("bytes=-3", 206, b"789"),
        ("bytes=10-", 416, b""),
    ],
)
def test_players_seek(mine: Ticket, asked: str, status: int, body: bytes) -> None:
    put(mine, b"0123456789")

    assert read(mine, Range=asked)[::2] == (status, body)


def test_an_unchanged_object_is_not_sent_again(mine: Ticket) -> None:
    put(mine, b"0123456789")
    tag = read(mine)[1]["ETag"]

    assert read(mine, **{"If-None-Match": tag})[0] == 304


def test_a_missing_object_is_xml(mine: Ticket) -> None:
    status, _, body = read(mine)

    assert status == 404
    assert b"<Code>NoSuchKey</Code>" in body


def test_a_grant_ends_with_its_upload(mine: Ticket) -> None:
    put(mine, b"first")

    with pytest.raises(OssError) as refused:
        put(mine, b"second")
    assert refused.value.code == "InvalidAccessKeyId"


def test_a_grant_opens_one_object(mine: Ticket, ticket: Ask) -> None:
    with pytest.raises(AccessDenied):
        bucket(mine).put_object(ticket().address["FileName"], b"theirs")


def test_a_grant_does_not_delete(mine: Ticket) -> None:
    with pytest.raises(AccessDenied):
        bucket(mine).delete_object(mine.address["FileName"])


def test_an_expired_grant_says_so(mine: Ticket) -> None:
    Grant.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(OssError) as refused:
        put(mine, b"late")
    assert refused.value.code == "SecurityTokenExpired"


def test_a_wrong_secret_is_refused(mine: Ticket) -> None:
    mine.auth["AccessKeySecret"] = "wrong"

    with pytest.raises(SignatureDoesNotMatch):
        put(mine, b"forged")


def test_a_foreign_token_is_refused(mine: Ticket) -> None:
    mine.auth["SecurityToken"] = "wrong"

    with pytest.raises(OssError) as refused:
        put(mine, b"forged")
    assert refused.value.code == "InvalidSecurityToken"


def test_a_clock_that_is_wrong_is_refused(mine: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oss2.utils.http_date", lambda: "Wed, 01 Jan 2020 00:00:00 GMT")

    with pytest.raises(OssError) as refused:
        put(mine, b"late")
    assert refused.value.code == "RequestTimeTooSkewed"


def test_a_body_without_a_length_is_refused(mine: Ticket) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"chunk"

    with pytest.raises(OssError) as refused:
        bucket(mine).put_object(mine.address["FileName"], chunks())
    assert refused.value.status == 411
    assert read(mine)[0] == 404


def test_a_body_that_breaks_off_stores_nothing(mine: Ticket) -> None:
    with pytest.raises(OssError) as refused:
        put(mine, SizedFileAdapter(io.BytesIO(b"half"), 8))
    assert refused.value.code == "IncompleteBody"
    assert read(mine)[0] == 404


def test_a_wrong_md5_stores_nothing(mine: Ticket) -> None:
    with pytest.raises(OssError) as refused:
        bucket(mine).put_object(mine.address["FileName"], b"x", {"Content-MD5": "AAAA"})
    assert refused.value.code == "BadDigest"
    assert read(mine)[0] == 404


@pytest.mark.parametrize("key", ["../db.sqlite3", "%2e%2e/db.sqlite3", "/etc/passwd", "a/./b", ""])
def test_no_key_leaves_the_folder(key: str) -> None:
    for method in ("GET", "PUT"):
        status, _, body = inprocess.answer(method, f"{HOST}/outin-sandbox/{key}", {})
        assert status in (400, 403)
        assert b"<Error>" in body


def test_only_the_one_bucket_exists() -> None:
    assert inprocess.answer("GET", f"{HOST}/incoming/x", {})[0] == 404


def test_a_large_file_goes_up_in_parts(mine: Ticket) -> None:
    store, key = bucket(mine), mine.address["FileName"]
    upload_id = store.init_multipart_upload(key).upload_id
    pieces = {1: b"a" * PART, 2: b"b" * PART, 3: b"c"}
    tags = [
        PartInfo(number, store.upload_part(key, upload_id, number, piece).etag)
        for number, piece in pieces.items()
    ]
    store.complete_multipart_upload(key, upload_id, tags)

    assert read(mine)[2] == b"".join(pieces.values())
    assert kinds() == ["FileUploadComplete"]


def test_parts_are_listed_and_dropped(mine: Ticket) -> None:
    store, key = bucket(mine), mine.address["FileName"]
    upload_id = store.init_multipart_upload(key).upload_id
    store.upload_part(key, upload_id, 2, b"two")
    store.upload_part(key, upload_id, 1, b"one")

    assert [part.part_number for part in store.list_parts(key, upload_id).parts] == [1, 2]
    store.abort_multipart_upload(key, upload_id)
    with pytest.raises(OssError) as refused:
        store.list_parts(key, upload_id)
    assert refused.value.code == "NoSuchUpload"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([(1, "one"), (2, "two")], "EntityTooSmall"),
        ([(1, "one"), (1, "one")], "InvalidPartOrder"),
        ([(1, "two")], "InvalidPart"),
        ([(3, "one")], "InvalidPart"),
    ],
)
def test_what_completing_refuses(mine: Ticket, parts: list[tuple[int, str]], code: str) -> None:
    store, key = bucket(mine), mine.address["FileName"]
    upload_id = store.init_multipart_upload(key).upload_id
    tags = {
        name: store.upload_part(key, upload_id, number, name.encode()).etag
        for number, name in ((1, "one"), (2, "two"))
    }

    chosen = [PartInfo(number, tags[name]) for number, name in parts]
    with pytest.raises(OssError) as refused:
        store.complete_multipart_upload(key, upload_id, chosen)
    assert refused.value.code == code


def test_a_part_has_a_number_up_to_ten_thousand(mine: Ticket) -> None:
    store, key = bucket(mine), mine.address["FileName"]
    upload_id = store.init_multipart_upload(key).upload_id

    with pytest.raises(OssError) as refused:
        store.upload_part(key, upload_id, 10_001, b"x")
    assert refused.value.code == "InvalidArgument"


def test_a_browser_may_upload_from_any_page(mine: Ticket) -> None:
    asked = {"Origin": "http://localhost:5173", "Access-Control-Request-Headers": "x-oss-date"}
    status, answered, _ = inprocess.answer("OPTIONS", url(mine), asked)

    assert status == 200
    assert dict(answered)["Access-Control-Allow-Headers"] == "x-oss-date"


def test_the_bucket_has_a_host_of_its_own(mine: Ticket) -> None:
    put(mine, b"0123456789")
    status, _, body = inprocess.answer(
        "GET", f"http://outin-sandbox.localhost:8001/{mine.address['FileName']}", {}
    )

    assert (status, body) == (200, b"0123456789")
