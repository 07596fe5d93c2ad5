"""A video's states as coloured badges: what is usual stays quiet."""

from collections.abc import Iterator
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qulive.backoffice.cells import badge
from videos import labels, rules
from videos.models import Video
from videos.states import BROKEN, MachineVerdict, Review, Snapshots, Status, Transcode

REVIEW: Final = {
    Review.NONE: "plain",
    Review.WAITING: "info",
    Review.CHECK: "warning",
    Review.APPROVED: "success",
    Review.REJECTED: "danger",
}
MACHINE: Final = {
    MachineVerdict.NONE: "plain",
    MachineVerdict.PASS: "success",
    MachineVerdict.REVIEW: "warning",
    MachineVerdict.BLOCK: "danger",
}
TRANSCODE: Final = {
    Transcode.NONE: "plain",
    Transcode.RUNNING: "info",
    Transcode.DONE: "success",
    Transcode.FAILED: "danger",
}


def badges(video: Video) -> Iterator[SafeString]:
    """What is said of a video in a list."""
    if video.deleted_at:
        yield badge(_("Deleted"), "danger")
        return
    yield review(video)
    if rules.on_the_list(video):
        hidden = rules.playable(video)
        yield badge(_("Recommended"), "plain" if hidden else "success", title=hidden)
    if video.status != Status.NORMAL:
        yield status(video)
    if video.transcode in (Transcode.RUNNING, Transcode.FAILED):
        yield badge(
            _("Renditions: %s") % video.get_transcode_display(), TRANSCODE[Transcode(video.transcode)]
        )
    if video.narrow_transcode:
        narrow = Transcode(video.narrow_transcode)
        yield badge(_("Narrow-band: %s") % narrow.label, TRANSCODE[narrow])
    if video.snapshot == Snapshots.FAILED:
        yield badge(_("Snapshots: %s") % video.get_snapshot_display(), "danger")
    if video.problem:
        yield badge(_("Problem"), "danger", title=_(video.problem))


def review(video: Video) -> SafeString:
    return badge(video.get_review_display(), REVIEW[Review(video.review)], title=labels.reason(video))


def status(video: Video) -> SafeString:
    tone = "danger" if video.status in (*BROKEN, Status.BLOCKED) else "info"
    return badge(video.get_status_display(), tone if video.status != Status.NORMAL else "success")


def machine(video: Video) -> SafeString:
    return badge(video.get_machine_verdict_display(), MACHINE[MachineVerdict(video.machine_verdict)])
