import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sandbox import worker
from sandbox.models import Grant, Nonce, StsToken
from tests.sandbox.conftest import Sdk, Ticket, refusal

Assume = Callable[..., Sdk]
APP = json.dumps(
    {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Resource": "*",
                "Action": ["vod:CreateUploadVideo", "vod:GetPlayInfo"],
            }
        ],
    }
)
ROLE = {"RoleArn": "acs:ram::1000000000000000:role/app", "RoleSessionName": "alice"}


def test_an_apps_token_uploads_and_cannot_delete(assumed: Assume) -> None:
    app = assumed(Policy=APP)

    video_id = app("CreateUploadVideo", Title="Cat", FileName="cat.mp4")["VideoId"]
    assert refusal(app, "DeleteVideo", VideoIds=video_id) == (403, "Forbidden.RAM")


def test_without_a_policy_a_token_has_its_roles_rights(assumed: Assume) -> None:
    assert assumed()("GetCategories")["SubTotal"] == 0


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ({"Effect": "Allow", "Action": "*"}, True),
        ({"Effect": "Allow", "Action": "vod:Get*"}, True),
        ({"Effect": "Allow", "Action": "vod:Add*"}, False),
        ({"Effect": "Deny", "Action": "*"}, False),
    ],
)
def test_a_policy_may_use_stars(assumed: Assume, statement: Any, allowed: bool) -> None:  # noqa: FBT001
    app = assumed(Policy=json.dumps({"Version": "1", "Statement": [statement]}))

    if allowed:
        assert "SubTotal" in app("GetCategories")
    else:
        assert refusal(app) == (403, "Forbidden.RAM")


def test_an_expired_token_says_so(assumed: Assume) -> None:
    app = assumed()
    StsToken.objects.update(expires_at=timezone.now())

    assert refusal(app) == (400, "InvalidSecurityToken.Expired")


def test_a_foreign_token_is_malformed(assumed: Assume) -> None:
    app = assumed()
    app.token = "wrong"

    assert refusal(app) == (400, "InvalidSecurityToken.Malformed")


def test_a_temporary_key_is_nothing_without_its_token(assumed: Assume) -> None:
    app = assumed()
    app.token = None

    assert refusal(app) == (404, "InvalidAccessKeyId.NotFound")


def test_the_answer_is_what_apps_parse(sdk: Sdk) -> None:
    answer = sdk("AssumeRole", **ROLE, DurationSeconds=900)

    keys = answer["Credentials"]
    assert keys["AccessKeyId"].startswith("STS.")
    assert len(keys["Expiration"]) == len("2015-04-09T11:52:19Z")
    assert answer["AssumedRoleUser"]["Arn"] == "acs:ram::1000000000000000:role/app/alice"


def test_a_token_cannot_assume_a_role(assumed: Assume) -> None:
    assert refusal(assumed(), "AssumeRole", **ROLE) == (403, "NoPermission")
    assert refusal(assumed(Policy=APP), "AssumeRole", **ROLE) == (403, "NoPermission")


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"RoleArn": "app"}, "InvalidParameter.RoleArn"),
        ({"RoleSessionName": "a b"}, "InvalidParameter.RoleSessionName"),
        ({"RoleSessionName": "a"}, "InvalidParameter.RoleSessionName"),
        ({"DurationSeconds": 899}, "InvalidParameter.DurationSeconds"),
        ({"DurationSeconds": 3601}, "InvalidParameter.DurationSeconds"),
        ({"Policy": "{}"}, "InvalidParameter.PolicyGrammar"),
        ({"Policy": "no"}, "InvalidParameter.PolicyGrammar"),
        (
            {"Policy": '{"Statement": [{"Effect": "May", "Action": "*"}]}'},
            "InvalidParameter.PolicyGrammar",
        ),
        ({"Policy": " " * 2049}, "InvalidParameter.PolicySize"),
    ],
)
def test_what_sts_refuses(sdk: Sdk, parameters: dict[str, Any], code: str) -> None:
    assert refusal(sdk, "AssumeRole", **{**ROLE, **parameters}) == (400, code)


def test_what_expired_is_forgotten_after_a_day(assumed: Assume, ticket: Callable[..., Ticket]) -> None:
    assumed()
    ticket()
    worker.forget_expired(timezone.now() + timedelta(hours=20))
    assert (StsToken.objects.count(), Grant.objects.count()) == (1, 1)
    assert not Nonce.objects.exists()

    worker.forget_expired(timezone.now() + timedelta(days=2))
    assert not StsToken.objects.exists()
    assert not Grant.objects.exists()
