"""Who calls: signature, time, nonce and token (`contract/vod.md` §A, §G.1)."""

import hmac
from datetime import timedelta
from typing import Final

from django.utils import timezone

from sandbox import account, limits, times
from sandbox.models import Nonce, StsToken
from sandbox.rpc import signature
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters

SKEW: Final = timedelta(minutes=15)


def authenticate(method: str, parameters: Parameters) -> StsToken | None:
    """Return the caller's temporary key, None for the account itself, or raise."""
    key_id = parameters.required("AccessKeyId")
    given = parameters.required("Signature")
    nonce = parameters.required("SignatureNonce", most=limits.NONCE)
    _check_time(parameters.required("Timestamp"))
    token = _temporary_key(key_id, parameters.text("SecurityToken"))
    secret = token.secret if token else account.ROOT_KEYS[key_id]

    text = signature.string_to_sign(method, parameters.values)
    if not hmac.compare_digest(signature.sign(secret, text).encode(), given.encode()):
        # The SDK looks for this very phrase, and trips over a message without it.
        raise ApiError(
            "SignatureDoesNotMatch",
            f"Specified signature is not matched with our calculation. server string to sign is:{text}",
        )
    if not Nonce.objects.get_or_create(key_id=key_id, nonce=nonce)[1]:
        raise ApiError("SignatureNonceUsed")
    return token


def _check_time(stamp: str) -> None:
    try:
        moment = times.from_iso(stamp)
    except ValueError:
        raise ApiError("InvalidTimeStamp.Format") from None
    if abs(timezone.now() - moment) > SKEW:
        raise ApiError("InvalidTimeStamp.Expired")


def _temporary_key(key_id: str, token: str) -> StsToken | None:
    if key_id in account.ROOT_KEYS:
        return None
    key = StsToken.objects.filter(key_id=key_id).first()
    if key is None or not token:
        raise ApiError("InvalidAccessKeyId.NotFound")
    if not hmac.compare_digest(key.token.encode(), token.encode()):
        raise ApiError("InvalidSecurityToken.Malformed")
    if key.expired(timezone.now()):
        raise ApiError("InvalidSecurityToken.Expired")
    return key
