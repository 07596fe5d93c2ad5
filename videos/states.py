"""The states of a video, in the wire's own words, each with its law (contract/clients.md §2.3).

They are independent of each other: a video can be reviewed before it is transcoded, or after.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What VOD can do with the media (contract/vod.md §A)."""

    UPLOADING = "Uploading", _("Uploading")
    UPLOADED = "UploadSucc", _("Uploaded")
    UPLOAD_FAILED = "UploadFail", _("Upload failed")
    TRANSCODING = "Transcoding", _("Transcoding")
    TRANSCODE_FAILED = "TranscodeFail", _("Transcoding failed")
    CHECKING = "Checking", _("In review at VOD")
    NORMAL = "Normal", _("Playable")
    BLOCKED = "Blocked", _("Blocked")
    PRODUCE_FAILED = "ProduceFail", _("Production failed")


# Nothing will ever play from here.
BROKEN = (Status.UPLOAD_FAILED, Status.TRANSCODE_FAILED, Status.PRODUCE_FAILED)


class Review(models.TextChoices):
    """`censorStatus`: may others see it?"""

    NONE = "", _("Not published")
    WAITING = "onCensor", _("In review")
    CHECK = "check", _("For a person to decide")
    APPROVED = "success", _("Approved")
    REJECTED = "fail", _("Rejected")


# Where the machine may still decide. What a person decided stands until the next person's verdict.
UNDECIDED = (Review.WAITING, Review.CHECK)


# What VOD has to be told.
DECIDED = (Review.APPROVED, Review.REJECTED)


class MachineVerdict(models.TextChoices):
    """What VOD's machine suggested, in its own words; kept beside what became of it."""

    NONE = "", _("Not heard yet")
    PASS = "pass", _("Nothing found")
    REVIEW = "review", _("Unsure")
    BLOCK = "block", _("Should be blocked")


class Transcode(models.TextChoices):
    """`transcodeStatus` and `narrowTranscodeStatus`: is there a rendition of the current round?"""

    NONE = "", _("Not ordered")
    RUNNING = "onTranscode", _("Transcoding")
    DONE = "success", _("Done")
    FAILED = "fail", _("Failed")

    def predecessors(self) -> "tuple[Transcode, ...]":
        """States that an event may lead here from: success after failure is news, not the reverse."""
        match self:
            case Transcode.DONE:
                return (Transcode.NONE, Transcode.RUNNING, Transcode.FAILED)
            case Transcode.FAILED:
                return (Transcode.NONE, Transcode.RUNNING)
        return ()


class Snapshots(models.TextChoices):
    """`snapshotStatus`: is there a first frame?"""

    NONE = "", _("Not ordered")
    RUNNING = "onSnapshot", _("Taking")
    DONE = "success", _("Done")
    FAILED = "fail", _("Failed")
