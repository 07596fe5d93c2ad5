"""What an operator can do to videos, one or many: the one table that lists, pages and the queue work from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from videos import feed, publishing, review, rework, rules, tasks
from videos.models import Video
from videos.states import Review

Act = Callable[[Video, User, str], bool]


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    label: Promise
    icon: str
    permission: str
    why_not: Callable[[Video], str]
    act: Act  # False: the video has changed meanwhile
    done: Promise  # a sentence of what was done, for the operator and the audit log
    question: Promise | str = ""  # asked first, where something is lost
    wants_reason: bool = False


@dataclass(slots=True)
class Outcome:
    done: list[Video] = field(default_factory=list)
    refused: list[tuple[Video, str]] = field(default_factory=list)


def carry_out(
    operation: Operation,
    videos: Iterable[Video],
    *,
    by: User,
    reason: str = "",
    note: Callable[[Video], None],
) -> Outcome:
    """Do it to each video that it may be done to, and note it, in a transaction of its own.

    To the others, tell why not.
    """
    outcome = Outcome()
    for video in videos:
        why_not = operation.why_not(video)
        if not why_not:
            with transaction.atomic():
                if operation.act(video, by, reason):
                    note(video)
                    outcome.done.append(video)
                    continue
            why_not = _("It has changed meanwhile.")
        outcome.refused.append((video, why_not))
    return outcome


def decide(verdict: Review) -> Act:
    return lambda video, by, reason: review.person_decides(video.vod_id, verdict, by=by, reason=reason)


def refresh(video: Video, by: User, reason: str) -> bool:
    tasks.process.enqueue(video.vod_id)
    return True


def preload(video: Video, by: User, reason: str) -> bool:
    tasks.preload.enqueue(video.vod_id)
    return True


APPROVE: Final = Operation(
    "approve", gettext_lazy("Approve"), "check", "videos.review_video",
    rules.approve, decide(Review.APPROVED), gettext_lazy("Approved"),
)  # fmt: skip
REJECT: Final = Operation(
    "reject", gettext_lazy("Reject"), "block", "videos.review_video",
    rules.published, decide(Review.REJECTED), gettext_lazy("Rejected"),
    question=gettext_lazy("A rejected video leaves every public list at once. VOD is told, with the reason."),
    wants_reason=True,
)  # fmt: skip
OPERATIONS: Final = (
    APPROVE,
    REJECT,
    Operation(
        "recommend", gettext_lazy("Recommend"), "playlist_add", "videos.change_recommendation",
        rules.recommend, lambda video, by, reason: feed.recommend(video, by=by),
        gettext_lazy("Put on top of the recommended list"),
    ),
    Operation(
        "withdraw", gettext_lazy("Take off the recommended list"), "playlist_remove",
        "videos.change_recommendation",
        rules.withdraw, lambda video, by, reason: feed.withdraw(video),
        gettext_lazy("Taken off the recommended list"),
    ),
    Operation(
        "refresh", gettext_lazy("Refresh from VOD"), "sync", "videos.change_video",
        rules.existing, refresh, gettext_lazy("To be refreshed from VOD in a moment"),
    ),
    Operation(
        "transcode_again", gettext_lazy("Transcode again"), "movie_edit", "videos.change_video",
        rules.transcode_again, lambda video, by, reason: rework.transcode_again(video.vod_id),
        gettext_lazy("Transcoding ordered again"),
    ),
    Operation(
        "transcode_narrow", gettext_lazy("Transcode in narrow-band HD"), "compress", "videos.change_video",
        rules.transcode_narrow, lambda video, by, reason: rework.transcode_narrow(video.vod_id),
        gettext_lazy("Narrow-band transcoding ordered"),
    ),
    Operation(
        "take_snapshots_again", gettext_lazy("Take snapshots again"), "photo_library", "videos.change_video",
        rules.take_snapshots_again, lambda video, by, reason: rework.take_snapshots_again(video.vod_id),
        gettext_lazy("Snapshots ordered again"),
    ),
    Operation(
        "preload", gettext_lazy("Preload to the CDN"), "cloud_upload", "videos.change_video",
        rules.preload, preload, gettext_lazy("Preloading to the CDN ordered"),
    ),
    Operation(
        "delete", gettext_lazy("Delete, also at VOD"), "delete", "videos.delete_video",
        rules.existing, lambda video, by, reason: publishing.remove(video.vod_id),
        gettext_lazy("Deleted"),
        question=gettext_lazy("This can't be undone. The video goes here at once, its files at VOD soon."),
    ),
)  # fmt: skip
