"""Requests that no app sends, to every operation: each is answered in the envelope, none breaks anything."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.abuse.routes import methods, operations
from tests.abuse.written import pages_of
from tests.api.conftest import FORM, JSON
from tests.app import App
from tests.callbacks.conftest import PATH, signed
from tests.conftest import app_of
from tests.videos.rows import a_video, recommended

MULTIPART = "multipart/form-data; boundary=x"
POSTS = [path for path in operations() if "post" in methods(path)]
GETS = [path for path in operations() if "get" in methods(path)]
PART = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
DEEP = 50_000

# A body, its type, and what may come of it.
BODIES: dict[str, tuple[bytes, str]] = {
    "12 MB in one field": (b"title=" + b"x" * 12_000_000, FORM),
    "12 MB of JSON": (b'{"title":"' + b"x" * 12_000_000 + b'"}', JSON),
    "12 MB in a file": (PART % (b"title", b'; filename="a"', b"x" * 12_000_000) + b"--x--\r\n", MULTIPART),
    "10,000 parameters": (b"&".join(b"p%d=1" % n for n in range(10_000)), FORM),
    "10,000 parts": (b"".join(PART % (b"p", b"", b"1") for _ in range(10_000)) + b"--x--\r\n", MULTIPART),
    "200 files": (b"".join(PART % (b"f", b'; filename="a"', b"1") for _ in range(200)) + b"--x--", MULTIPART),
    "half of a multipart": (PART % (b"title", b"", b"x"), MULTIPART),
    "bytes that are no UTF-8": (b"title=%ff%fe&videoId=\xff&nickname=%c3%28&userId=%80", FORM),
    "NUL bytes": (b"title=a%00b&videoId=%00&nickname=%00&userId=0%00&username=%00&password=%00", FORM),
    "a deep nest": (b'{"title":' + b"[" * DEEP + b"]" * DEEP + b"}", JSON),
    "huge numbers": (b'{"duration":1' + b"0" * 5000 + b',"size":1e999,"cateId":' + b"9" * 4000 + b"}", JSON),
    "the same parameter twice": (b"title=a&title=b&videoId=a&videoId=b&token=a&token=b", FORM),
    "lists and objects": (b'{"title":[{}],"videoId":{},"token":[1],"userId":[[]],"nickname":{"a":1}}', JSON),
    "another charset": ("title=\u0448".encode("cp1251"), FORM + "; charset=windows-1251"),
    "a charset that is none": (b"title=a", FORM + "; charset=no-such-thing"),
    "UTF-16": ('{"title":"a"}'.encode("utf-16"), JSON),
    "an entity bomb": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "application/xml"),
}  # fmt: skip
QUERIES = {
    "10,000 parameters": "&".join(f"p{n}=1" for n in range(10_000)),
    "bytes that are no UTF-8": "title=%ff%fe&videoId=%ff&id=%80&key=%c3%28&pasterId=%ff&musicId=%ff",
    "NUL bytes": "title=%00&videoId=%00&id=1%00&key=%00&musicId=%00&token=%00&username=%00&password=%00",
    "other people's digits": "pageIndex=%D9%A3&pageSize=%EF%BC%92&id=%E0%A5%A9&pasterId=%D9%A1&fontId=%DB%B1",
    "huge numbers": f"pageIndex={'9' * 400}&pageSize=-{'9' * 400}&id={'9' * 400}&pasterId={'9' * 30}",
    "the same parameter twice": "pageIndex=1&pageIndex=x&token=a&token=b&pasterId=1&pasterId=2",
    "no parameters at all": "&&&===&=&;;",
}
HEADERS: dict[str, dict[str, str]] = {
    "a token that is no text": {"Authorization": "Bearer \xff\xfe"},
    "a scheme alone": {"Authorization": "Bearer"},
    "an endless token": {"Authorization": "Bearer " + "x" * 60_000},
    "an id of a request that is none": {"X-Request-ID": "\xff" * 100},
    "a length that is none": {"Content-Length": "-1"},
    "a language that is none": {"Accept-Language": "x" * 5000},
    "many languages": {"Accept-Language": ",".join(f"a{n};q=0.{n}" for n in range(1000))},
    "an odd cookie": {"Cookie": "sessionid=\xff; csrftoken=" + "x" * 5000},
}


def ask(method: str, path: str, body: bytes = b"", kind: str = FORM, headers: Any = None) -> Any:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    named = {**(signed() if path.startswith(PATH) else {}), **(headers or {})}
    return client.generic(method, path, body, content_type=kind, headers=named)


def assert_answered(response: Any) -> None:
    assert response.status_code in (200, 304, 400, 413)
    assert list(response.json()) == ["result", "requestId", "code", "message", "data"]
    assert response.json()["code"] != "500"


@pytest.mark.django_db
@pytest.mark.parametrize("what", BODIES)
def test_whatever_is_posted_is_answered(alice_app: App, what: str) -> None:
    body, kind = BODIES[what]
    for path in POSTS:
        assert_answered(ask("POST", f"{path}?token={alice_app.token}", body, kind))


@pytest.mark.parametrize("what", [name for name, (body, _kind) in BODIES.items() if len(body) > 2_621_440])
def test_what_is_too_large_is_refused_unread(alice_app: App, what: str) -> None:
    body, kind = BODIES[what]
    for path in POSTS:
        assert ask("POST", f"{path}?token={alice_app.token}", body, kind).status_code == 413


@pytest.mark.parametrize("what", QUERIES)
def test_whatever_is_asked_is_answered(alice_app: App, what: str) -> None:
    recommended(1, User.objects.get())
    for path in GETS:
        for token in (f"token={alice_app.token}&", ""):
            assert_answered(ask("GET", f"{path}?{token}{QUERIES[what]}"))


@pytest.mark.parametrize("path", ["/vod/getPersonalVideoList", "/vod/getRecommendVideoList"])
@pytest.mark.parametrize("value", ["1", "%31"])
def test_too_many_parameters_are_refused_of_a_list_remembered_or_not(
    alice_app: App, path: str, value: str
) -> None:
    assert alice_app.get(path).ok
    many = "&".join(f"p{n}={value}" for n in range(1001))

    assert ask("GET", f"{path}?token={alice_app.token}&{many}").status_code == 413


@pytest.mark.parametrize("what", HEADERS)
def test_whatever_a_header_says_is_answered(db: None, what: str) -> None:
    for path in GETS:
        assert_answered(ask("GET", path, headers=HEADERS[what]))


def test_markup_in_names_and_titles_is_shown_as_text(
    back_office: Client, client: Client, alice: User
) -> None:
    evil = "<script>alert(1)</script>"
    app = app_of(alice)
    assert app.post("/user/updateUser", userId=alice.user_id, nickname=evil).ok
    a_video(alice, title=evil, description=evil, tags=evil, category_name=evil)
    recommended(1, alice)

    pages = "\n".join(pages_of(back_office))
    assert evil not in pages
    assert "&lt;script&gt;alert(1)" in pages


def test_no_page_leads_to_an_address_that_runs_a_script(back_office: Client, alice: User) -> None:
    evil = "javascript:alert(1)"
    a_video(alice, cover_url=evil, file_url=evil, first_frame_url=evil)
    User.objects.filter(pk=alice.pk).update(avatar=evil)

    pages = "\n".join(pages_of(back_office))
    assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:alert""", pages)
