"""manage.py check_cloud, with each thing at the cloud broken in turn."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from qulive.aliyun import client
from sandbox import faults
from sandbox.models import Video
from sandbox.setup import EVENTS, Domain

pytestmark = pytest.mark.django_db


def all_but(action: str) -> str:
    rules = [("Allow", "*"), ("Deny", action)]
    statements = [{"Effect": effect, "Resource": "*", "Action": name} for effect, name in rules]
    return json.dumps({"Version": "1", "Statement": statements})


def checked() -> tuple[int, str]:
    told, code = io.StringIO(), 0
    try:
        call_command("check_cloud", stdout=told)
    except SystemExit as end:
        code = int(str(end.code))
    return code, told.getvalue()


def test_an_account_in_order_is_told_so() -> None:
    code, told = checked()

    assert (code, told.splitlines()[-1]) == (0, "All is set up.")
    assert told.count(": ok") == 6
    assert not Video.objects.exists()


NARROW: dict[str, tuple[str, ...]] = {"sandbox-narrow": ("mp4",)}
SIGNING = Domain("video.example.com", key="PrimaryKey2026")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"identity": "Account"}, "The keys are the account's own"),
        (
            {"user_policy": all_but("vod:RefreshUploadVideo")},
            "The RAM user may not call vod:RefreshUploadVideo",
        ),
        (
            {"user_policy": all_but("vod:GetMediaAuditResult")},
            "The RAM user may not call vod:GetMediaAuditResult",
        ),
        (
            {"may_assume": False},
            "may not assume the role of STS_ROLE_ARN",
        ),
        ({"roles": ("another",)}, "The role of STS_ROLE_ARN does not exist."),
        ({"role_policy": all_but("vod:GetPlayInfo")}, "The role qulive-app may not call vod:GetPlayInfo"),
        (
            {"user_policy": all_but("vod:GetMessageCallback")},
            "The RAM user may not call vod:GetMessageCallback",
        ),
        ({"storage": False}, "VOD has no storage in this region."),
        (
            {"template_groups": NARROW},
            "VOD_TRANSCODE_TEMPLATE_GROUP is sandbox-transcode, and there is no such",
        ),
        ({"template_groups": NARROW | {"sandbox-transcode": ("m3u8",)}}, "makes m3u8, and feeds play mp4."),
        ({"template_groups": NARROW | {"sandbox-transcode": ()}}, "makes nothing, and feeds play mp4."),
        (
            {"template_groups": {"sandbox-transcode": ("mp4",)}},
            "VOD_NARROW_TEMPLATE_GROUP is sandbox-narrow, and",
        ),
        ({"callback": ""}, "No callback is configured"),
        ({"callback": "MNS"}, "Callbacks go by MNS, not by HTTP."),
        ({"callback_signed": False}, "VOD does not sign its callbacks."),
        (
            {"callback_events": EVENTS.replace("SnapshotComplete,", "")},
            "VOD does not tell of SnapshotComplete.",
        ),
        ({"domains": ()}, "VOD has no domain that is online."),
        ({"domains": (Domain(status="offline"),)}, "VOD has no domain that is online."),
        ({"domains": (SIGNING,)}, "video.example.com wants signed addresses, and VOD_CDN_DOMAIN is empty"),
    ],
)
def test_what_is_wrong_at_the_cloud_is_named(settings: Settings, broken: dict[str, Any], words: str) -> None:
    settings.SANDBOX_SETUP = broken
    code, told = checked()

    assert code == 1
    assert words in told
    assert told.endswith("1 to be put right.\n")


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("VOD_CDN_DOMAIN", "other.example.com", "VOD_CDN_DOMAIN is other.example.com, and VOD's domains are"),
        ("VOD_CDN_KEY", "Wrong2026", "VOD_CDN_KEY is neither key of video.example.com."),
        ("VOD_CDN_VALID_SECONDS", 60, "are valid for 1800 s, and VOD_CDN_VALID_SECONDS says 60."),
        ("VOD_CALLBACK_URL", "https://a.example/callback", "VOD's callback URL is http://testserver"),
        ("VOD_CALLBACK_KEYS", ["Another2026"], "a key that is not among VOD_CALLBACK_KEYS."),
        (
            "VOD_TRANSCODE_TEMPLATE_GROUP",
            "VOD_NO_TRANSCODE",
            "VOD_TRANSCODE_TEMPLATE_GROUP is VOD_NO_TRANSCODE.",
        ),
        ("STS_ROLE_ARN", "qulive-app", "STS_ROLE_ARN is no role's ARN."),
    ],
)
def test_what_is_wrong_on_our_side_is_named(
    settings: Settings, setting: str, value: object, words: str
) -> None:
    settings.SANDBOX_SETUP = {"domains": (SIGNING,)}
    settings.VOD_CDN_DOMAIN, settings.VOD_CDN_KEY = SIGNING.name, SIGNING.key
    setattr(settings, setting, value)
    code, told = checked()

    assert code == 1
    assert words in told
    assert not any(secret in told for secret in (SIGNING.key, "SandboxCallbackKey2026", "Wrong2026"))


def test_a_domain_that_signs_as_we_do_is_in_order(settings: Settings) -> None:
    settings.SANDBOX_SETUP = {"domains": (SIGNING,)}
    settings.VOD_CDN_DOMAIN, settings.VOD_CDN_KEY = SIGNING.name, SIGNING.key

    assert checked()[0] == 0


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID is no key of Alibaba Cloud's."),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not this key's secret."),
    ],
)
def test_wrong_keys_are_named_and_end_it(settings: Settings, setting: str, words: str) -> None:
    session = client.acs_client().session
    setattr(settings, setting, "wrong")
    client.acs_client.cache_clear()
    client.acs_client().session = session

    code, told = checked()
    assert code == 1
    assert words in told
    assert "role:" not in told


def test_a_cloud_that_cannot_be_asked_is_no_ones_fault() -> None:
    faults.switch(rpc_error=1)
    code, told = checked()

    assert code == 1
    assert "The cloud could not be asked (GetCallerIdentity: ServiceUnAvailable)." in told
