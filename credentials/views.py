"""Credentials for uploading and playing, under /vod with a token and under /demo without one.

Each operation is written once, and its /demo twin is the same without a token (contract/clients.md §2.1).
"""

from typing import Any

from accounts.models import User
from credentials.serializers import (
    ImageUploadParameters,
    ImageUploadSerializer,
    PlaySerializer,
    StsSerializer,
    UploadSerializer,
    VideoUploadParameters,
    VideoUploadSerializer,
)
from qulive import aliyun
from qulive.aliyun.types import PlayCredential, StsCredential, UploadCredential
from qulive.api.views import DemoMixin, SecretView
from videos import playback, uploads
from videos.serializers import VideoIdParameters


class CredentialView(SecretView):
    throttle_scope = "credentials"

    @property
    def caller(self) -> User | None:
        """Who asks; None where nobody has to say."""
        user = self.request.user
        return user if isinstance(user, User) else None


class StsView(CredentialView):
    """An STS credential with which an app uploads and plays, good for 3,000 s at least."""

    output = StsSerializer

    def perform(self) -> StsCredential:
        return aliyun.sts().app_credential()


class VideoUploadView(CredentialView):
    """The credential to upload one video."""

    input = VideoUploadParameters
    output = VideoUploadSerializer

    def perform(self, **upload: Any) -> UploadCredential:
        return uploads.start_upload(self.caller, **upload)


class RefreshView(CredentialView):
    """A fresh credential for an upload under way."""

    input = VideoIdParameters
    output = UploadSerializer

    def perform(self, vod_id: str) -> UploadCredential:
        return uploads.refresh_upload(self.caller, vod_id)


class VodRefreshView(RefreshView):
    """A fresh credential for an upload under way: one's own, or any young one without a token."""

    # The Android app refreshes without its token; one that is sent has to be good all the same.
    permission_classes = ()


class ImageUploadView(CredentialView):
    """The credential to upload one image, a cover for instance."""

    input = ImageUploadParameters
    output = ImageUploadSerializer

    def perform(self, **image: Any) -> UploadCredential:
        return aliyun.vod().create_image_upload(**image)


class PlayView(CredentialView):
    """The credential to play one video."""

    input = VideoIdParameters
    output = PlaySerializer

    def perform(self, vod_id: str) -> PlayCredential:
        return playback.play_credential(self.caller, vod_id)


class DemoStsView(DemoMixin, StsView):
    """An STS credential with which an app uploads and plays, without a token."""


class DemoVideoUploadView(DemoMixin, VideoUploadView):
    """The credential to upload one video, without a token."""


class DemoRefreshView(DemoMixin, RefreshView):
    """A fresh credential for an upload under way, without a token."""


class DemoImageUploadView(DemoMixin, ImageUploadView):
    """The credential to upload one image, without a token."""


class DemoPlayView(DemoMixin, PlayView):
    """The credential to play one video that anybody may see, without a token."""
