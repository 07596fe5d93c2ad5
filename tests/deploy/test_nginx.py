"""deploy/nginx.conf does what it says, with the real nginx before two real AppServers."""

import json
import time
from collections.abc import Iterator

import pytest
import urllib3

from tests.deploy.stage import NAME, Stage, has_nginx
from tests.waiting import PATIENCE

pytestmark = pytest.mark.skipif(not has_nginx(), reason="nginx and openssl are not installed")
SECRET = "its-a-secret"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    try:
        stage.open()
        yield stage
    finally:
        stage.close()


def code_of(answer: urllib3.BaseHTTPResponse) -> str:
    return str(json.loads(answer.data)["code"])


def test_an_operation_answers_with_the_id_that_nginx_logs(stage: Stage) -> None:
    answer = stage.ask("/vod/getRecommendVideoList?token=nobody")

    assert (answer.status, code_of(answer)) == (200, "403")
    request_id = json.loads(answer.data)["requestId"]
    assert len(request_id) == 36
    stage.wait_for_line(request_id, "qulive.log")
    stage.wait_for_line(request_id, "appserver.log")


def test_an_id_of_the_client_is_kept(stage: Stage) -> None:
    own = "0b8e4c1e-5d2f-4f43-9e43-0f6f5a1f5c11"

    assert json.loads(stage.ask("/resource/getFont", headers={"X-Request-ID": own}).data)["requestId"] == own


def test_http_becomes_https(stage: Stage) -> None:
    answer = stage.ask("/vod/getSts?a=b", tls=False)

    assert (answer.status, answer.headers["Location"]) == (301, "https://api.example.com/vod/getSts?a=b")


def test_the_callback_is_redirected_by_nobody(stage: Stage) -> None:
    answer = stage.ask("/vodcallback/callback", "POST", tls=False, body=b"{}")

    assert (answer.status, code_of(answer)) == (403, "403")  # unsigned, and told so by the AppServer


def test_too_large_a_body_is_refused_in_the_envelope(stage: Stage) -> None:
    answer = stage.ask("/vod/videoPublish", "POST", body=b"x" * (3 * 2**20 + 1))

    assert (answer.status, code_of(answer)) == (413, "413")


def test_the_back_office_takes_larger_ones(stage: Stage) -> None:
    answer = stage.ask("/admin/login/", "POST", body=b"x" * (3 * 2**20 + 1))

    assert answer.status != 413


def test_the_figures_are_not_for_the_outside(stage: Stage) -> None:
    assert stage.ask("/metrics").status == 404


@pytest.mark.parametrize("folder", ["media", "static"])
def test_files_are_nginxs_own(stage: Stage, folder: str) -> None:
    (stage.folder / folder / "0a1b.css").write_text("p{}")
    answer = stage.ask(f"/{folder}/0a1b.css", headers={"Range": "bytes=0-0"})

    assert (answer.status, answer.data) == (206, b"p")
    assert "immutable" in str(answer.headers.getlist("Cache-Control"))
    assert ("sandbox" in answer.headers.get("Content-Security-Policy", "")) == (folder == "media")


@pytest.mark.parametrize("folder", ["media", "static"])
def test_files_that_nginx_has_not_come_from_the_appserver(stage: Stage, folder: str) -> None:
    answer = stage.ask(f"/{folder}/elsewhere.css")

    assert answer.status == 404
    assert code_of(answer) == "404"


def test_what_was_packed_beforehand_goes_out_packed(stage: Stage) -> None:
    (stage.folder / "static" / "b.js").write_text("1")
    (stage.folder / "static" / "b.js.gz").write_bytes(b"packed")
    answer = stage.ask("/static/b.js", headers={"Accept-Encoding": "gzip"}, decode_content=False)

    assert (answer.data, answer.headers["Content-Encoding"]) == (b"packed", "gzip")


def test_reads_go_on_when_an_appserver_dies(stage: Stage) -> None:
    one, other = stage.appservers
    stage.kill(one)
    try:
        codes = [stage.ask("/resource/getFont").status for _ in range(20)]
    finally:
        stage.recover()

    assert codes == [200] * 20
    assert stage.appservers[other].poll() is None


def test_with_all_of_them_gone_the_envelope_says_so(stage: Stage) -> None:
    ports = list(stage.appservers)
    for port in ports:
        stage.kill(port)
    try:
        answer = stage.ask(f"/vod/getSts?token={SECRET}")
        assert (answer.status, code_of(answer), answer.headers["Retry-After"]) == (503, "503", "2")
    finally:
        stage.recover()


def test_floods_are_refused_in_the_envelope(stage: Stage) -> None:
    with stage.phone() as phone:
        path, headers = f"/nothing?token={SECRET}", {"Host": NAME}
        deadline = time.monotonic() + PATIENCE
        while (answer := phone.request("GET", path, headers=headers)).status != 429:
            assert time.monotonic() < deadline
    time.sleep(1)  # the others want to get through

    assert (code_of(answer), answer.headers["Retry-After"]) == ("429", "1")


def test_no_log_holds_a_query_string_whatever_happened(stage: Stage) -> None:
    stage.ask(f"/user/login?username=a&password={SECRET}")
    stage.ask(f"/vod/getSts?token={SECRET}", headers={"Referer": f"https://a.example/?token={SECRET}"})
    last = "5b0d8f6e-3c1a-4b52-8f0e-9a1d7c2e4f63"
    body, named = b"x" * (3 * 2**20 + 1), {"X-Request-ID": last}
    stage.ask(f"/vod/videoPublish?token={SECRET}", "POST", headers=named, body=body)

    stage.wait_for_line(last, "qulive.log")
    assert "/user/login" in stage.written()
    assert SECRET not in stage.written()
