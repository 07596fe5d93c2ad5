"""/vod/*, /vodVideo/* and /demo/*, as far as they are about videos (contract/clients.md §2.3, §3)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_guid import get_guid

from accounts.authentication import caller
from qulive.aliyun import cdn
from qulive.api.envelope import Answer
from qulive.api.errors import NotAllowed
from qulive.api.paging import PageParameters
from qulive.api.remembered import RememberedView
from qulive.api.views import DemoMixin, OpenMixin, ReadView, WriteView
from videos import feed, lists, playback, publishing
from videos.serializers import (
    DeleteParameters,
    DemoListParameters,
    DemoPageSerializer,
    ListParameters,
    LiveListSerializer,
    PlayInfoListSerializer,
    PublishParameters,
    VideoIdParameters,
    VideoPageSerializer,
    VideoSerializer,
)


class PublishView(WriteView):
    """Publish an uploaded video; answers the stored video."""

    input = PublishParameters
    output = VideoSerializer
    throttle_scope = "publishes"

    def perform(self, vod_id: str, **facts: Any) -> Answer:
        video = publishing.publish(caller(self.request), vod_id, **facts)
        return Answer(video, message=_("Video published."))


class RecommendedView(RememberedView):
    """The recommended videos, in the operators' order."""

    version = feed.NAME
    input = ListParameters
    output = VideoPageSerializer

    def perform(self, **place: Any) -> Answer:
        now = timezone.now()
        extent = feed.extent(at=now)
        videos = lists.recommended(**place, at=now)
        ends = [end for end in (extent.until, cdn.fit_until(at=now)) if end]
        return Answer(lists.VideoPage(extent.total, videos), until=min(ends, default=None))


class PersonalView(ReadView):
    """One's own videos, newest first, in every state of review."""

    input = ListParameters
    output = VideoPageSerializer

    def perform(self, **place: Any) -> lists.VideoPage:
        return lists.personal(caller(self.request), **place)


class LiveView(ReadView):
    """Recommended live streams: there are none, and the apps' tab takes an empty list."""

    input = PageParameters
    output = LiveListSerializer

    def perform(self, **page: int) -> dict[str, Any]:
        return {"total": 0, "liveList": []}


class DeleteView(WriteView):
    """Delete one's own video. One that is gone already, or never was, is fine."""

    input = DeleteParameters

    def perform(self, vod_id: str, user_id: str) -> Answer:
        user = caller(self.request)
        if user_id and user_id != user.user_id:
            raise NotAllowed(_("You can only delete your own videos."))
        publishing.delete(user, vod_id)
        return Answer(message=_("Deletion complete"))


class PlayInfoView(OpenMixin, ReadView):
    """How a public video plays: its renditions, from our rows, without asking the cloud."""

    input = VideoIdParameters
    output = PlayInfoListSerializer

    def perform(self, vod_id: str) -> dict[str, Any]:
        video = playback.find(None, vod_id)
        renditions = playback.renditions(video)
        return {"request_id": get_guid() or "", "video": video, "renditions": renditions}


class DemoListView(DemoMixin, ReadView):
    """The player demos' list of whatever plays without a token."""

    input = DemoListParameters
    output = DemoPageSerializer

    def perform(self, **place: int) -> lists.VideoPage:
        return lists.open_to_anyone(**place)
