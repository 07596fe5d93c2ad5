import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from qulive import aliyun
from sandbox import faults
from sandbox.models import StsToken
from tests.app import App
from tests.credentials.conftest import Door, calls
from tests.sandbox.conftest import Sdk, refusal

# contract/vod.md §B: what Alibaba's own policies for uploading and playing allow, and nothing else.
STATEMENTS = [
    {
        "Effect": "Allow",
        "Resource": "*",
        "Action": ["vod:CreateUploadVideo", "vod:RefreshUploadVideo", "vod:CreateUploadImage"],
    },
    {
        "Effect": "Allow",
        "Resource": "*",
        "Action": ["vod:GetPlayInfo", "vod:GetVideoPlayAuth", "vod:GetVideoPlayInfo", "vod:GetVideoInfo"],
    },
]
KEYS = ["accessKeyId", "accessKeySecret", "securityToken"]


@pytest.fixture
def phone(demo: Door) -> Callable[[], Sdk]:
    """The real SDK on a phone, with the credential that it was handed."""

    def with_credential() -> Sdk:
        data = demo("getSts").data
        return Sdk(data["accessKeyId"], data["accessKeySecret"], data["securityToken"])

    return with_credential


def test_a_credential_is_four_texts_and_both_spellings_of_one(door: Door) -> None:
    data = door("getSts").data

    assert set(data) == {*KEYS, "expiration", "Expiration"}
    assert data["expiration"] == data["Expiration"]
    assert data["accessKeyId"].startswith("STS.")


def test_the_expiration_is_as_the_ios_player_parses_it(door: Door) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", door("getSts").data["expiration"])


def test_it_expires_in_an_hour(door: Door) -> None:
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        data = door("getSts").data

    assert data["expiration"] == f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"


def test_all_callers_share_one(vod: Door, demo: Door, bob_app: App) -> None:
    handed_out = [vod("getSts").data, demo("getSts").data, bob_app.get("/vod/getSts").data]

    assert handed_out[0] == handed_out[1] == handed_out[2]
    assert calls() == 1


def test_it_is_handed_out_for_five_minutes_and_then_renewed(door: Door) -> None:
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        first = door("getSts").data
    with time_machine.travel(start + timedelta(seconds=300), tick=False):
        assert door("getSts").data == first
    with time_machine.travel(start + timedelta(seconds=301), tick=False):
        assert door("getSts").data["accessKeyId"] != first["accessKeyId"]
    assert calls() == 2


def test_while_the_cloud_is_away_it_is_handed_out_as_long_as_3000_seconds_remain(door: Door) -> None:
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        first = door("getSts").data
    faults.switch(rpc_error=1)
    with time_machine.travel(start + timedelta(seconds=600), tick=False):
        assert door("getSts").data == first
    with time_machine.travel(start + timedelta(seconds=601), tick=False):
        assert door("getSts").code == "503"


def test_the_policy_is_uploading_and_playing_and_no_more(door: Door) -> None:
    door("getSts")

    policy = StsToken.objects.get().policy
    assert json.loads(policy) == {"Version": "1", "Statement": STATEMENTS}
    assert len(policy.encode()) <= 1024


def test_an_app_uploads_and_looks_with_it(phone: Callable[[], Sdk]) -> None:
    app = phone()
    video_id = app("CreateUploadVideo", Title="Cat", FileName="cat.mp4")["VideoId"]

    assert app("GetVideoInfo", VideoId=video_id)["Video"]["Status"] == "Uploading"
    assert app("RefreshUploadVideo", VideoId=video_id)["UploadAuth"]
    assert app("CreateUploadImage", ImageType="cover")["ImageId"]


@pytest.mark.parametrize(
    ("action", "parameters"),
    [
        ("DeleteVideo", {"VideoIds": "a"}),
        ("UpdateVideoInfo", {"VideoId": "a"}),
        ("GetVideoInfos", {"VideoIds": "a"}),
        ("SubmitTranscodeJobs", {"VideoId": "a", "TemplateGroupId": "b"}),
        ("CreateAudit", {"AuditContent": "[]"}),
        ("GetCategories", {}),
    ],
)
def test_an_app_does_nothing_else_with_it(
    phone: Callable[[], Sdk], action: str, parameters: dict[str, str]
) -> None:
    assert refusal(phone(), action, **parameters) == (403, "Forbidden.RAM")


def test_it_shows_in_no_repr(demo: Door) -> None:
    data = demo("getSts").data

    shown = repr(aliyun.sts().app_credential())
    assert not any(data[name] in shown for name in KEYS)


def test_a_form_works_too(door: Door) -> None:
    assert door.post("getSts").ok


def test_nobody_keeps_a_copy(door: Door) -> None:
    assert door("getSts").http.headers["Cache-Control"] == "no-store"
