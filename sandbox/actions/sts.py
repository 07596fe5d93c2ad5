"""Temporary credentials (`contract/vod.md` §B)."""

import re
import secrets
from typing import Any, Final

from sandbox import account, limits, setup, times
from sandbox.models import StsToken
from sandbox.rpc import policy
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters

_ROLE: Final = re.compile(r"acs:ram::(?P<uid>\d+):role/(?P<name>[A-Za-z0-9.@_-]{1,64})")
_SESSION: Final = re.compile(r"[A-Za-z0-9.@_-]{2,64}")


def assume_role(call: Call) -> dict[str, Any]:
    how = setup.current()
    if call.token is not None or not how.may_assume:
        raise ApiError("NoPermission")
    parameters = call.parameters
    role = _ROLE.fullmatch(parameters.required("RoleArn"))
    session = parameters.required("RoleSessionName")
    if role is None:
        raise ApiError("InvalidParameter.RoleArn")
    if not _SESSION.fullmatch(session):
        raise ApiError("InvalidParameter.RoleSessionName")
    if how.roles is not None and role["name"] not in how.roles:
        raise ApiError("EntityNotExist.Role")
    token = StsToken.mint(seconds=_seconds(parameters), policy=_policy(parameters))
    return {
        "AssumedRoleUser": {
            "Arn": f"acs:ram::{role['uid']}:role/{role['name'].lower()}/{session}",
            "AssumedRoleId": f"{secrets.randbelow(9 * 10**17) + 10**17}:{session}",
        },
        "Credentials": {
            "AccessKeyId": token.key_id,
            "AccessKeySecret": token.secret,
            "SecurityToken": token.token,
            "Expiration": times.iso(token.expires_at),
        },
    }


def caller_identity(call: Call) -> dict[str, Any]:
    kind = setup.current().identity if call.token is None else "AssumedRoleUser"
    who = "root" if kind == "Account" else "user/sandbox"
    return {
        "AccountId": str(account.ACCOUNT_ID),
        "UserId": "200000000000000000",
        "PrincipalId": "200000000000000000",
        "Arn": f"acs:ram::{account.ACCOUNT_ID}:{who}",
        "IdentityType": kind,
    }


def _seconds(parameters: Parameters) -> int:
    low, high = limits.ROLE_SECONDS
    try:
        return int(parameters.number("DurationSeconds", 3600, low=low, high=high))
    except ApiError:
        raise ApiError("InvalidParameter.DurationSeconds") from None


def _policy(parameters: Parameters) -> str:
    text = parameters.text("Policy")
    if len(text) > limits.POLICY:
        raise ApiError("InvalidParameter.PolicySize")
    try:
        if text:
            policy.check(text)
    except ValueError:
        raise ApiError("InvalidParameter.PolicyGrammar") from None
    return text
