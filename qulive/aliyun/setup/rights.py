"""Whose keys these are, and what they and the apps' role may do (contract/vod.md §B)."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from qulive.aliyun.setup.problem import Problem, permission
from qulive.aliyun.sts import assume_role

# No media has this id, so that nothing is touched whatever is asked for.
NOBODYS: Final = "0" * 32
ASKED: Final = (
    ("GetVideoInfo", "VideoId"),
    ("GetPlayInfo", "VideoId"),
    ("GetVideoPlayAuth", "VideoId"),
    ("RefreshUploadVideo", "VideoId"),
    ("GetMediaAuditResult", "MediaId"),
)
OF_APPS: Final = ASKED[:4]

KEYS: Final = {
    "InvalidAccessKeyId.NotFound": Problem(
        "ALIBABA_CLOUD_ACCESS_KEY_ID is no key of Alibaba Cloud's.",
        "Copy it anew from the RAM user's page, or make a new one there.",
    ),
    "InvalidAccessKeyId.Inactive": Problem(
        "The access key is switched off.", "Enable it in the RAM console."
    ),
    "SignatureDoesNotMatch": Problem(
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not this key's secret.",
        "It is shown once, when the key is made: if it is lost, make a new key.",
    ),
}
ROLE: Final = {
    "NoPermission": Problem(
        "The RAM user may not assume the role of STS_ROLE_ARN.",
        "Attach AliyunSTSAssumeRoleAccess to the user, and let the role trust this account.",
    ),
    "EntityNotExist.Role": Problem(
        "The role of STS_ROLE_ARN does not exist.", "Copy its ARN from the role's page in the RAM console."
    ),
    "InvalidParameter.RoleArn": Problem(
        "STS_ROLE_ARN is no role's ARN.", "It looks like acs:ram::1234567890123456:role/qulive-app."
    ),
    "InvalidParameter.DurationSeconds": Problem(
        "The role's sessions are shorter than an hour.", "Set its maximum session duration to 3600 s."
    ),
}


def keys() -> Iterator[Problem]:
    try:
        identity = client.read("sts", "GetCallerIdentity")
    except CloudError as error:
        code = "SignatureDoesNotMatch" if error.code == "InvalidAccessKeySecret" else error.code
        if code not in KEYS:
            raise
        yield KEYS[code]
        return
    if identity["IdentityType"] == "Account":
        yield Problem(
            "The keys are the account's own, which may do everything, and may not assume a role.",
            "Make a RAM user with the policy of docs/vod-setup.md, and use its keys.",
        )


def rights() -> Iterator[Problem]:
    for action, parameter in ASKED:
        if not is_allowed(action, parameter):
            yield permission(action)


def role() -> Iterator[Problem]:
    try:
        credential = assume_role()
    except CloudError as error:
        if error.code not in ROLE:
            raise
        yield ROLE[error.code]
        return
    with client.calling_as(credential):
        for action, parameter in OF_APPS:
            if not is_allowed(action, parameter):
                yield permission(action, who=f"The role {settings.STS_ROLE_ARN.rpartition('/')[2]}")


def is_allowed(action: str, parameter: str) -> bool:
    """Tell whether the cloud minds who asks, by asking about nothing. Raises CloudError for other trouble."""
    try:
        client.read("vod", action, **{parameter: NOBODYS})
    except CloudError as error:
        if error.code in ("Forbidden.RAM", "NoPermission", "Forbidden", "OperationDenied"):
            return False
        if ".NotFound" not in error.code and ".NoneStream" not in error.code:
            raise
    return True
