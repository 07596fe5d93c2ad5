"""Who may play what, and how."""

from django.utils.translation import gettext as _

from accounts.models import User
from qulive import aliyun
from qulive.aliyun.errors import MediaNotReady
from qulive.aliyun.types import PlayCredential
from qulive.api.errors import Conflict, NotFound
from videos.models import Rendition, Video
from videos.states import BROKEN, Status


def find(caller: User | None, vod_id: str) -> Video:
    """Return the video if this caller may see it; what others may not see does not exist for them."""
    videos = Video.objects.visible_to(caller) if caller else Video.objects.open_to_anyone()
    video = videos.filter(vod_id=vod_id).first()
    if video is None:
        raise NotFound(_("There is no such video."))
    return video


def play_credential(caller: User | None, vod_id: str) -> PlayCredential:
    """Return VOD's credential to play the video. VOD is asked only for what the caller may see."""
    video = find(caller, vod_id)
    if video.status in BROKEN and video.problem:
        raise Conflict(_(video.problem))
    if video.status == Status.UPLOADING:
        raise Conflict(_("The video is not ready to play yet."))
    try:
        return aliyun.vod().play_credential(vod_id)
    except MediaNotReady:
        raise Conflict(_("The video is not ready to play yet.")) from None


def renditions(video: Video) -> list[Rendition]:
    return list(video.renditions.playable().order_by("width", "pk"))
