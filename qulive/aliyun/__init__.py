"""The cloud behind two Protocols. Call it through this module: `aliyun.vod().create_upload(…)`.

Nothing of Alibaba's SDK leaks out of here: frozen dataclasses come back, CloudErrors are raised. Which
cloud answers, Alibaba's or the sandbox's, is a matter of the endpoint in the settings.
"""

from functools import cache

from qulive.aliyun.sts import AliyunSts
from qulive.aliyun.types import Sts, Vod
from qulive.aliyun.vod import AliyunVod


@cache
def vod() -> Vod:
    """Return the gateway to ApsaraVideo VOD, one for the process."""
    return AliyunVod()


@cache
def sts() -> Sts:
    """Return the gateway to the Security Token Service, one for the process."""
    return AliyunSts()
