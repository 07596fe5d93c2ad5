"""When an operator may do what, and in words why not otherwise (contract/clients.md §6).

Each rule returns the reason why not; an empty text lets it happen. The services check the row again.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from videos.models import Recommendation, Video
from videos.states import Review, Snapshots, Status, Transcode


def existing(video: Video) -> str:
    return _("It was deleted.") if video.deleted_at else ""


def published(video: Video) -> str:
    if video.published_at is None:
        return existing(video) or _("It is not published yet.")
    if video.is_claim:
        return _("VOD has not confirmed yet that it is its owner's.")
    return existing(video)


def playable(video: Video) -> str:
    if video.review != Review.APPROVED:
        return published(video) or _("It is not approved.")
    if video.status != Status.NORMAL or video.transcode != Transcode.DONE:
        return published(video) or _("It does not play yet.")
    return published(video)


def recommend(video: Video) -> str:
    if video.owner is None or not video.owner.is_active:
        return playable(video) or _("Its owner is disabled.")
    if on_the_list(video):
        return playable(video) or _("It is on the recommended list already.")
    return playable(video)


def withdraw(video: Video) -> str:
    place = place_of(video)
    return "" if place and place.withdrawn_at is None else _("It is not on the recommended list.")


def approve(video: Video) -> str:
    if video.review == Review.APPROVED:
        return existing(video) or _("It is approved already.")
    return published(video)


def transcode_again(video: Video) -> str:
    if video.transcode != Transcode.FAILED:
        return published(video) or _("Its transcoding did not fail.")
    if video.review != Review.APPROVED and settings.REVIEW_FIRST:
        return published(video) or _("It is not approved.")
    return published(video)


def transcode_narrow(video: Video) -> str:
    if not settings.VOD_NARROW_TEMPLATE_GROUP:
        return _("Narrow-band transcoding is not set up (VOD_NARROW_TEMPLATE_GROUP).")
    if video.narrow_transcode in (Transcode.RUNNING, Transcode.DONE):
        return _("It is narrow-band transcoded already, or just being so.")
    return playable(video)


def take_snapshots_again(video: Video) -> str:
    if video.snapshot not in (Snapshots.DONE, Snapshots.FAILED):
        return published(video) or _("Its snapshots are being taken.")
    return published(video)


def preload(video: Video) -> str:
    return playable(video)


def place_of(video: Video) -> Recommendation | None:
    """Return its place in the recommended list, withdrawn or not."""
    return getattr(video, "recommendation", None)


def on_the_list(video: Video) -> bool:
    """Tell whether it is shown, or will be."""
    place = place_of(video)
    if place is None or place.withdrawn_at is not None:
        return False
    return place.ends_at is None or place.ends_at > timezone.now()
