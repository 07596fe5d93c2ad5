"""Who may write an object: the holder of a grant for it (`contract/vod.md` §E)."""

import hmac
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from sandbox import account
from sandbox.models import Grant
from sandbox.oss import signature
from sandbox.oss.errors import OssError

SKEW: Final = timedelta(minutes=15)


def authorise(request: HttpRequest, object_key: str) -> None:
    """Raise unless a live grant for this object signed the request."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    key_id, _, given = rest.partition(":")
    if scheme != "OSS" or not given:
        raise OssError("AccessDenied")
    _check_time(request)
    grant = _grant(key_id, request.headers.get("x-oss-security-token", ""))
    text = signature.string_to_sign(request, f"/{account.BUCKET}/{object_key}")
    if not hmac.compare_digest(signature.sign(grant.secret, text).encode(), given.encode()):
        raise OssError("SignatureDoesNotMatch", StringToSign=text)
    if grant.object_key != object_key:
        raise OssError("AccessDenied")


def _grant(key_id: str, token: str) -> Grant:
    grant = Grant.objects.filter(key_id=key_id).first()
    if grant is None or not token:
        raise OssError("InvalidAccessKeyId", OSSAccessKeyId=key_id)
    if not hmac.compare_digest(grant.token.encode(), token.encode()):
        raise OssError("InvalidSecurityToken")
    if grant.expired(timezone.now()):
        raise OssError("SecurityTokenExpired")
    return grant


def _check_time(request: HttpRequest) -> None:
    stamp = request.headers.get("x-oss-date") or request.headers.get("Date", "")
    try:
        skew = abs(timezone.now() - parsedate_to_datetime(stamp))
    except (TypeError, ValueError):
        # No date, none that can be read, or one without a zone.
        raise OssError("AccessDenied") from None
    if skew > SKEW:
        raise OssError("RequestTimeTooSkewed")
