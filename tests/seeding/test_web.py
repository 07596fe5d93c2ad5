"""--from-url, from servers that are slow, broken, or lie."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import urllib3
from django.core.management import CommandError

from materials.models import Mv
from qulive.catalog import fetch, web
from qulive.catalog.web import Unreachable, Web
from tests.seeding.conftest import PNG, Seed
from tests.seeding.server import Reply, Server


def answer(data: Any, **more: Any) -> bytes:
    return json.dumps({"result": "true", "code": "200", "message": "", "data": data, **more}).encode()


def turns(*replies: Reply) -> Callable[[], Reply]:
    left = list(replies)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    ("say", "said"),
    [
        (b"<html>", "this is no JSON"),
        (b"[" * 99_999, "this is no JSON"),
        (b"[]", "this is no answer of an AppServer"),
        (answer(None, result="false", message="资源不存在"), "it says '资源不存在'"),
        (answer({"mvs": []}), "this is no list of rows"),
        (answer([5]), "this is no list of rows"),
        (answer([{"id": 1}]), "mvs[0] (id 1) has no 'name'"),
        ((404, {}, b""), "HTTP 404"),
        ((503, {}, b""), "HTTP 503"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "it is no http(s) URL"),
        ((302, {"Location": "ftp://127.0.0.1/x"}, b""), "it is no http(s) URL"),
        ((302, {"Location": "/resource/getMv"}, b""), "too many redirects"),
        ((200, {"Content-Length": "500"}, b"cut"), "/resource/getMv: "),
    ],
)
def test_a_server_that_makes_no_sense_is_told(seed: Seed, server: Server, say: Any, said: str) -> None:
    server.says["/resource/getMv"] = say

    with pytest.raises(CommandError) as error:
        seed("seed_materials", from_url=server.base, only="mvs")
    assert said in str(error.value)
    assert not Mv.objects.exists()


def test_a_server_that_is_not_there_is_told(seed: Seed, no_pause: list[float]) -> None:
    with pytest.raises(CommandError, match=r"http://127\.0\.0\.1:1/resource/getMv: "):
        seed("seed_materials", from_url="http://127.0.0.1:1", only="mvs")
    assert no_pause == [0.5, 1, 2]


def test_a_server_that_recovers_is_asked_again(seed: Seed, server: Server, no_pause: list[float]) -> None:
    rows = answer([{"id": 1, "name": "Relax"}])
    server.says["/resource/getMv"] = turns(
        (500, {}, b""),
        (429, {"Retry-After": "7"}, b""),
        (503, {"Retry-After": "99999"}, b""),
        (200, {}, rows),
    )

    assert seed("seed_materials", from_url=server.base, only="mvs") == "1 created, 0 changed, 0 unchanged."
    assert no_pause == [0.5, 7, 30]


def test_a_server_that_hangs_is_given_up(server: Server, no_pause: list[float]) -> None:
    free = threading.Event()

    def hang() -> Reply:
        free.wait(5)
        return 200, {}, b""

    server.says["/slow"] = hang
    impatient = Web(1)
    impatient.pool.connection_pool_kw["timeout"] = urllib3.Timeout(0.05)
    with pytest.raises(Unreachable, match="timed out"):
        impatient.get(f"{server.base}/slow")
    free.set()
    assert len(no_pause) == 3


def test_a_server_that_drips_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", -1)
    server.says["/slow"] = bytes(2 * web.CHUNK)

    with pytest.raises(Unreachable, match="it took longer than"):
        Web(1).get(f"{server.base}/slow")


def test_no_more_is_read_than_a_file_may_have(server: Server) -> None:
    server.says["/large"] = bytes(3 * web.MEGABYTE)

    with pytest.raises(Unreachable, match="it is larger than 2 MB"):
        Web(1).get(f"{server.base}/large", 2 * web.MEGABYTE)


@pytest.mark.parametrize("icon", ["file:///etc/passwd", "javascript:alert(1)", "ftp://127.0.0.1/x.png"])
@pytest.mark.parametrize("copy_files", [True, False])
def test_a_file_anywhere_else_than_on_the_web_is_refused(
    seed: Seed, server: Server, icon: str, *, copy_files: bool
) -> None:
    server.says["/resource/getMv"] = answer([{"id": 1, "name": "Relax", "icon": icon}])

    with pytest.raises(CommandError, match=r"is no http\(s\) URL"):
        seed("seed_materials", from_url=server.base, only="mvs", copy_files=copy_files)
    assert not Mv.objects.exists()


@pytest.mark.parametrize("copy_files", [True, False])
def test_a_file_on_a_host_that_is_none_is_refused(seed: Seed, server: Server, *, copy_files: bool) -> None:
    server.says["/resource/getMv"] = answer([{"id": 1, "name": "Relax", "icon": "http://[x/y.png"}])

    with pytest.raises(CommandError, match=r"\(id 1\): icon: .* is no http\(s\) URL"):
        seed("seed_materials", from_url=server.base, only="mvs", copy_files=copy_files)


def test_a_play_path_that_is_none_is_told(seed: Seed, server: Server) -> None:
    page = answer({"musicList": [{"musicId": "T100", "title": "Ring"}], "total": "1"})
    server.says["/music/getRecommendMusic?pageNo=1&pageSize=50"] = page
    server.says["/music/getRecommendMusic?pageNo=2&pageSize=50"] = answer({"musicList": []})
    server.says["/music/getPlayPath?musicId=T100"] = answer({"playPath": "http://[x/y.mp3"})

    with pytest.raises(CommandError, match=r"music\[0\] \(musicId T100\): audio: .* is no http\(s\) URL"):
        seed("seed_music", from_url=server.base)


def test_a_path_without_a_host_is_on_their_server(seed: Seed, server: Server) -> None:
    server.says["/resource/getMv"] = answer([{"id": 1, "name": "Relax", "icon": "/a.png"}])
    server.says["/a.png"] = PNG

    seed("seed_materials", from_url=server.base, only="mvs")
    assert Mv.objects.get().icon.url == f"{server.base}/a.png"
    seed("seed_materials", from_url=server.base, only="mvs", copy_files=True)
    assert Mv.objects.get().icon.url.startswith("http://testserver/media/materials/icons/")


def test_a_server_without_its_files_is_not_asked_for_all_of_them(
    seed: Seed, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "FAILURES_MOST", 3)
    rows = [{"id": number, "name": "Relax", "icon": f"/{number}.png"} for number in range(1, 50)]
    server.says["/resource/getMv"] = answer(rows)

    with pytest.raises(CommandError, match="With so many failures no further files were fetched"):
        seed("seed_materials", from_url=server.base, only="mvs", copy_files=True, connections=1)
    assert len(server.asked) == 1 + 3


def test_no_more_is_asked_at_once_than_allowed(seed: Seed, server: Server) -> None:
    lock = threading.Lock()
    now = [0]
    seen = []

    def picture() -> Reply:
        with lock:
            now[0] += 1
            seen.append(now[0])
        time.sleep(0.01)
        with lock:
            now[0] -= 1
        return 200, {}, PNG

    rows = [{"id": number, "name": "Relax", "icon": f"/{number}.png"} for number in range(1, 13)]
    server.says["/resource/getMv"] = answer(rows)
    for number in range(1, 13):
        server.says[f"/{number}.png"] = picture
    seed("seed_materials", from_url=server.base, only="mvs", copy_files=True, connections=2)
    assert len(seen) == 12
    assert max(seen) <= 2


def test_a_list_that_never_ends_is_read_until_it_repeats(seed: Seed, server: Server) -> None:
    page = answer({"musicList": [{"musicId": "T100", "title": "Ring"}], "total": "99999"})
    for number in (1, 2):
        server.says[f"/music/getRecommendMusic?pageNo={number}&pageSize=50"] = page
    server.says["/music/getPlayPath?musicId=T100"] = answer({"playPath": "", "expireTime": ""})

    said = seed("seed_music", from_url=server.base).splitlines()
    assert said == [
        "1 created, 0 changed, 0 unchanged.",
        "Tracks without audio of ours, which stay unpublished: 1.",
    ]
    assert len(server.asked) == 3
