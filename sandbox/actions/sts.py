"""Temporary credentials (`contract/vod.md` §B)."""

import re
import secrets
from typing import Any, Final

from sandbox import limits, times
from sandbox.models import StsToken
from sandbox.rpc import policy
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters

_ROLE: Final = re.compile(r"acs:ram::(?P<uid>\d+):role/(?P<name>[A-Za-z0-9.@_-]{1,64})")
_SESSION: Final = re.compile(r"[A-Za-z0-9.@_-]{2,64}")


def assume_role(call: Call) -> dict[str, Any]:
    if call.token is not None:
        raise ApiError("NoPermission")
    parameters = call.parameters
    role = _ROLE.fullmatch(parameters.required("RoleArn"))
    session = parameters.required("RoleSessionName")
    if role is None:
        raise ApiError("InvalidParameter.RoleArn")
    if not _SESSION.fullmatch(session):
        raise ApiError("InvalidParameter.RoleSessionName")
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
