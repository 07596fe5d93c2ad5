"""What goes over the border to the cloud. Secrets never show in a repr, so no log line can hold them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class UploadCredential:
    """What a phone needs to upload one file to OSS: two base64 texts (contract/vod.md §C)."""

    media_id: str
    address: str = field(repr=False)
    auth: str = field(repr=False)
    url: str = ""  # of an image; a video's URLs come with its events


@dataclass(frozen=True, slots=True)
class PlayCredential:
    media_id: str
    auth: str = field(repr=False)
    cover_url: str
    duration: float  # seconds


@dataclass(frozen=True, slots=True)
class StsCredential:
    access_key_id: str = field(repr=False)
    access_key_secret: str = field(repr=False)
    security_token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Media:
    """What VOD knows of a video."""

    media_id: str
    status: str  # Uploading, UploadSucc, Transcoding, Normal… (contract/vod.md §A)
    created_at: datetime
    title: str = ""
    duration: float = 0.0  # seconds
    size: int = 0  # bytes of the source
    cover_url: str = ""
    snapshots: tuple[str, ...] = ()  # URLs


@dataclass(frozen=True, slots=True)
class Opinion:
    """What VOD's machine thinks of a video."""

    suggestion: str  # pass, review, block
    label: str = ""  # normal, porn, terrorism, ad…
    modules: str = ""  # where it was found: video, image-cover, text-title, with commas between


@dataclass(frozen=True, slots=True)
class Stream:
    """One playable version of a video."""

    job_id: str
    url: str
    definition: str  # FD, LD, SD, HD, 2K, 4K, OD
    format: str = ""
    width: int = 0
    height: int = 0
    size: int = 0  # bytes
    duration: float = 0.0  # seconds
    bitrate: str = ""  # kbit/s
    fps: str = ""
    narrow: bool = False  # made by narrow-band HD


class Vod(Protocol):
    """ApsaraVideo VOD, as far as we use it. Every call may raise a CloudError."""

    def create_upload(
        self,
        *,
        title: str,
        file_name: str,
        size: int = 0,
        description: str = "",
        cover_url: str = "",
        tags: str = "",
    ) -> UploadCredential: ...

    def refresh_upload(self, media_id: str) -> UploadCredential: ...

    def create_image_upload(
        self, *, image_type: str, extension: str, title: str = "", tags: str = ""
    ) -> UploadCredential: ...

    def play_credential(self, media_id: str) -> PlayCredential: ...

    def media(self, media_id: str) -> Media: ...

    def streams(self, media_id: str) -> list[Stream]: ...

    def snapshots(self, media_id: str, *, count: int) -> str:
        """Order `count` snapshots and return the job's id."""

    def review(self, media_id: str) -> str:
        """Order the machine's review and return the job's id."""

    def opinion(self, media_id: str) -> Opinion | None:
        """Return the outcome of the latest machine's review; None while there is none."""

    def describe(self, media_id: str, *, title: str, description: str, cover_url: str) -> None:
        """Tell VOD what the video is called and looks like now. An empty text leaves VOD's as it is."""

    def preload(self, urls: list[str]) -> None:
        """Have the CDN fetch these files before anybody asks for them."""

    def transcode(self, media_id: str, *, template_group: str) -> list[str]:
        """Order the renditions of a template group and return their jobs' ids."""

    def audit(self, media_id: str, *, approved: bool, reason: str = "") -> None:
        """Tell VOD the verdict: only an approved video plays."""

    def delete(self, media_id: str) -> None:
        """Delete the media for good. One that is gone already is fine."""


class Sts(Protocol):
    def app_credential(self) -> StsCredential:
        """Return a credential with which an app uploads and plays, good for 3,000 s at least."""
