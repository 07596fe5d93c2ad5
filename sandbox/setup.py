"""How the account of this cloud is set up: in order, unless SANDBOX_SETUP says what is amiss."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

EVENTS = (
    "FileUploadComplete,ImageUploadComplete,StreamTranscodeComplete,TranscodeComplete,SnapshotComplete,"
    "VideoAnalysisComplete,AIMediaAuditComplete,CreateAuditComplete,DeleteMediaComplete,UploadByURLComplete"
)


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain for acceleration. With a key, its addresses want a signature of type A."""

    name: str = "sandbox.example.com"
    status: str = "online"
    ssl: bool = True
    key: str = ""
    valid_seconds: int = 1800


@dataclass(frozen=True, slots=True)
class Setup:
    identity: str = "RAMUser"  # or Account, CustomRole
    user_policy: str = ""  # a RAM policy; none allows all
    may_assume: bool = True
    roles: tuple[str, ...] | None = None  # None: any
    role_policy: str = ""
    storage: bool = True
    template_groups: Mapping[str, tuple[str, ...]] | None = None  # ids, and the formats made; None: any
    callback: str = "HTTP"  # or MNS, or empty: none was entered
    callback_signed: bool = True
    callback_events: str = EVENTS
    domains: tuple[Domain, ...] = (Domain(),)


def current() -> Setup:
    return Setup(**getattr(settings, "SANDBOX_SETUP", {}))
