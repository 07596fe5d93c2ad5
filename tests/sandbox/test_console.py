import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from sandbox import faults, worker
from sandbox.models import Event, Switches
from tests import inprocess
from tests.sandbox.conftest import Sdk, clip

Upload = Callable[..., str]
HERE = "http://127.0.0.1:8001"
FORM = {
    "review_default": "review",
    "duplicate": "on",
    "delay": "0",
    "drop": "0.5",
    "rpc_error": "0",
    "rpc_throttle": "0",
    "rpc_garbage": "0",
    "rpc_hang": "0",
    "oss_error": "0",
}


def page(**headers: str) -> tuple[int, str]:
    status, _, body = inprocess.answer("GET", f"{HERE}/", headers)
    return status, body.decode()


def submit(form: dict[str, str], *, at: str = HERE, **headers: str) -> tuple[int, str]:
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    status, _, body = inprocess.answer("POST", f"{at}/console/switches", headers, urlencode(form).encode())
    return status, body.decode()


def test_it_shows_uploads_jobs_and_events(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded()
    sdk("SubmitSnapshotJob", VideoId=video_id)
    sdk("CreateUploadImage", ImageType="cover", Title="A cover")
    worker.run_due()
    status, html = page()

    assert status == 200
    video = sdk("GetVideoInfo", VideoId=video_id)["Video"]
    stream = sdk("GetPlayInfo", VideoId=video_id)["PlayInfoList"]["PlayInfo"][0]
    for shown in (video_id, video["CoverURL"], stream["PlayURL"], "snapshot ×1", "TranscodeComplete"):
        assert shown in html


def test_it_loads_nothing_from_elsewhere(uploaded: Upload) -> None:
    uploaded(CoverURL="https://elsewhere.example.com/cat.jpg")
    html = page()[1]

    loaded = re.findall(r"""(?:src|href|action)=["']?([^"'\s>]+)""", html)
    assert loaded
    assert not [url for url in loaded if "elsewhere" in url]
    assert {url for url in loaded if not url.startswith(HERE)} == {"data:,", "/console/switches"}


def test_it_escapes_everything(uploaded: Upload) -> None:
    evil = "</pre><script>alert(1)</script>"
    uploaded(b"junk", Title=evil, UserData=f'{{"Extend": "{evil}"}}')
    Event.objects.update(answers=[evil])
    html = page()[1]

    assert html.count("&lt;script&gt;") > 3
    assert "<script>alert" not in html


def test_nothing_in_it_runs_but_its_own_script(uploaded: Upload) -> None:
    uploaded()
    _, answered, body = inprocess.answer("GET", f"{HERE}/", {})
    headers = dict(answered)

    (nonce,) = set(re.findall(r'nonce="([^"]+)"', body.decode()))
    policy = headers["Content-Security-Policy"]
    assert f"script-src 'nonce-{nonce}';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"


def test_its_form_sets_the_switches() -> None:
    assert submit(FORM, Origin=HERE)[0] == 302

    switches = Switches.objects.get()
    assert (switches.review_default, switches.duplicate, switches.drop) == ("review", True, 0.5)
    assert not switches.reorder
    html = page()[1]
    assert 'value="0.5"' in html
    assert "faults on" in html


def test_a_wrong_number_is_explained() -> None:
    status, html = submit({**FORM, "drop": "7"}, Origin=HERE)

    assert status == 400
    assert "less than or equal to 1" in html
    assert not Switches.objects.exists()


@pytest.mark.parametrize("origin", [{}, {"Origin": "null"}, {"Origin": "http://evil.example.com"}])
def test_other_websites_cannot_use_its_form(origin: dict[str, str]) -> None:
    assert submit(FORM, **origin)[0] == 403
    assert not Switches.objects.exists()


def test_another_name_for_this_machine_opens_nothing() -> None:
    rebound = "http://evil.example.com:8001"

    assert inprocess.answer("GET", f"{rebound}/", {})[0] == 403
    assert submit(FORM, at=rebound, Origin=rebound)[0] == 403


@pytest.mark.parametrize("host", ["localhost:8001", "192.168.1.7:8001", "[::1]:8001"])
def test_addresses_of_this_machine_open_it(host: str) -> None:
    assert inprocess.answer("GET", f"http://{host}/", {})[0] == 200


def test_a_form_is_posted() -> None:
    assert inprocess.answer("GET", f"{HERE}/console/switches", {})[0] == 405


def test_faults_of_the_api_do_not_reach_it(uploaded: Upload) -> None:
    uploaded(clip())
    faults.switch(rpc_error=1, oss_error=1)

    assert page()[0] == 200
