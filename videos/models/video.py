from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from videos.states import DECIDED, UNDECIDED, MachineVerdict, Review, Snapshots, Status, Transcode

# Where most videos end up.
USUAL = {
    "status": Status.NORMAL,
    "review": Review.APPROVED,
    "transcode": Transcode.DONE,
    "snapshot": Snapshots.DONE,
    "narrow_transcode": Transcode.NONE,
    "problem": "",
}
UNTOLD = Q(review__in=DECIDED) & ~Q(verdict_told=F("review"))


# What may be shown to everybody: published, approved, playable, of an owner in good standing.
PUBLIC: Final[Mapping[str, Any]] = {
    "deleted_at": None,
    "published_at__isnull": False,
    "review": Review.APPROVED,
    "status": Status.NORMAL,
    "transcode": Transcode.DONE,
    "owner__is_active": True,
}
# The same but for the owner's standing, which no index of videos can hold; or uploaded through `/demo`.
OPEN: Final = Q(deleted_at=None, status=Status.NORMAL) & (
    Q(published_at__isnull=False, review=Review.APPROVED, transcode=Transcode.DONE)
    | Q(published_at=None, owner=None)
)
OF_GOOD_STANDING: Final = Q(owner__is_active=True) | Q(owner=None, published_at=None)


class VideoQuerySet(models.QuerySet["Video"]):
    def existing(self) -> Self:
        return self.filter(deleted_at=None)

    def owned_by(self, user: User) -> Self:
        return self.existing().filter(owner=user)

    def published(self) -> Self:
        return self.existing().filter(published_at__isnull=False)

    def public(self) -> Self:
        return self.filter(**PUBLIC)

    def awaiting_review(self) -> Self:
        """What a person may decide, in this order: where the machine is unsure first, the oldest first."""
        waiting = self.published().filter(review__in=UNDECIDED, is_claim=False)
        # "check" comes before "onCensor" in the alphabet too, so an index gives this order.
        return waiting.order_by("review", "published_at", "pk")

    def open_to_anyone(self) -> Self:
        """Public videos, and what was uploaded through `/demo` without an owner, once it plays."""
        return self.filter(OPEN, OF_GOOD_STANDING)

    def visible_to(self, user: User) -> Self:
        """Public videos and the user's own; a claim is not theirs before VOD confirmed it."""
        return self.existing().filter(Q(owner=user, is_claim=False) | (OPEN & OF_GOOD_STANDING))

    def unfinished(self) -> Self:
        """What still waits for something to happen: at VOD, to an event on its way, or to a lost task."""
        published = Q(deleted_at=None, published_at__isnull=False)
        return self.filter(
            (published & Q(status__in=(Status.UPLOADING, Status.UPLOADED, Status.TRANSCODING)))
            | (published & Q(snapshot__in=(Snapshots.NONE, Snapshots.RUNNING)))
            | (published & Q(review=Review.WAITING))
            | (published & Q(review=Review.APPROVED, transcode=Transcode.NONE))
            | (published & Q(transcode=Transcode.RUNNING))
            | (published & Q(narrow_transcode=Transcode.RUNNING))
            | (published & UNTOLD)
            | Q(
                deleted_at=None,
                published_at=None,
                owner=None,
                status__in=(Status.UPLOADING, Status.UPLOADED, Status.TRANSCODING),
            )
            | Q(deleted_at__isnull=False, purged_at=None)
        )

    def untold(self) -> Self:
        """Decided, and VOD does not know it yet."""
        return self.filter(UNTOLD)

    def in_turn(self) -> Self:
        """Held until the transaction ends: events of one video wait for each other, and never in a circle."""
        return self.select_for_update(no_key=True, of=("self",))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def after(self, row: "Video") -> Self:
        """Those that come after `row` in newest_first order."""
        at: datetime | None = row.published_at
        # The first condition says nothing new, but an index finds the place by it.
        return self.filter(Q(published_at__lt=at) | Q(pk__lt=row.pk), published_at__lte=at)


class Video(models.Model):
    """A media at VOD that came through us. Born with an upload credential, a video once published.

    After deletion the row stays as a tombstone, so that late events and second publishes do nothing.
    """

    TITLE_MAX = 128
    DESCRIPTION_MAX = 1024
    TAGS_MAX = 600
    URL_MAX = 2000

    vod_id = models.CharField(_("video id"), max_length=64, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="videos",
        verbose_name=_("owner"),
    )
    title = models.CharField(_("title"), max_length=TITLE_MAX, blank=True)
    description = models.CharField(_("description"), max_length=DESCRIPTION_MAX, blank=True)
    tags = models.CharField(_("tags"), max_length=TAGS_MAX, blank=True)
    category_id = models.PositiveIntegerField(_("category id"), default=0)
    category_name = models.CharField(_("category"), max_length=64, blank=True)
    duration = models.FloatField(_("duration"), default=0, help_text=_("Seconds."))
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("Bytes."))
    cover_url = models.CharField(_("cover"), max_length=URL_MAX, blank=True)
    first_frame_url = models.CharField(_("first frame"), max_length=URL_MAX, blank=True)
    file_url = models.CharField(_("file"), max_length=URL_MAX, blank=True)

    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.UPLOADING)
    review = models.CharField(
        _("review"), max_length=16, choices=Review.choices, default=Review.NONE, blank=True
    )
    review_job = models.CharField(max_length=64, blank=True, editable=False)
    review_reason = models.CharField(_("reason"), max_length=128, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("decided"), null=True, editable=False)
    # What the machine said of the current file, whoever decided in the end.
    machine_verdict = models.CharField(
        _("machine's verdict"),
        max_length=8,
        choices=MachineVerdict.choices,
        default=MachineVerdict.NONE,
        blank=True,
        editable=False,
    )
    machine_label = models.CharField(_("machine's label"), max_length=64, blank=True, editable=False)
    machine_modules = models.CharField(_("found in"), max_length=128, blank=True, editable=False)
    snapshot = models.CharField(
        _("snapshots"), max_length=16, choices=Snapshots.choices, default=Snapshots.NONE, blank=True
    )
    transcode = models.CharField(
        _("transcoding"),
        max_length=16,
        choices=Transcode.choices,
        default=Transcode.NONE,
        blank=True,
    )
    transcode_round = models.PositiveSmallIntegerField(default=0, editable=False)
    narrow_transcode = models.CharField(
        _("narrow-band transcoding"),
        max_length=16,
        choices=Transcode.choices,
        default=Transcode.NONE,
        blank=True,
    )
    narrow_round = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    # What VOD was told last of our verdict, and when it deleted its copy: what differs has to be told again.
    verdict_told = models.CharField(
        max_length=16, choices=Review.choices, default=Review.NONE, blank=True, editable=False
    )
    purged_at = models.DateTimeField(_("deleted at VOD"), null=True, editable=False)
    reconciled_at = models.DateTimeField(_("reconciled"), null=True, editable=False)

    preloaded_at = models.DateTimeField(_("preloaded to the CDN"), null=True, editable=False)
    is_claim = models.BooleanField(
        _("claim"),
        default=False,
        help_text=_("Published under an id that we did not hand out, and not confirmed by VOD yet."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    uploaded_at = models.DateTimeField(_("uploaded"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        permissions = [("review_video", "Can approve and reject videos")]
        constraints = [
            models.CheckConstraint(
                name="video_is_reviewed_when_published",
                condition=Q(published_at=None, review=Review.NONE)
                | (Q(published_at__isnull=False) & ~Q(review=Review.NONE)),
            ),
            models.CheckConstraint(name="video_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="video_review_is_known", condition=Q(review__in=Review.values)),
            models.CheckConstraint(
                name="video_transcode_is_known", condition=Q(transcode__in=Transcode.values)
            ),
        ]
        indexes = [
            models.Index(
                F("owner"),
                F("published_at").desc(),
                F("id").desc(),
                name="video_personal_list",
                condition=Q(deleted_at=None, published_at__isnull=False),
            ),
            models.Index(F("id").desc(), name="video_open_list", condition=OPEN),
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="video_public_list",
                condition=Q(review=Review.APPROVED, deleted_at=None),
            ),
            models.Index("uploaded_at", name="video_uploaded"),
            models.Index(
                "review",
                "published_at",
                "id",
                name="video_review_queue",
                condition=Q(review__in=UNDECIDED, deleted_at=None),
            ),
            # The back office's filters. Most videos end in the same states, and are found without an index.
            models.Index(F("published_at").desc(), F("id").desc(), name="video_published"),
            models.Index(F("reviewed_at").desc(), F("id").desc(), name="video_reviewed"),
            models.Index(F("id").desc(), name="video_tombstones", condition=Q(deleted_at__isnull=False)),
            models.Index("category_name", F("id").desc(), name="video_category"),
            *(
                models.Index(
                    state, F("id").desc(), name=f"video_rare_{state}", condition=~Q(**{state: usual})
                )
                for state, usual in USUAL.items()
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.vod_id

    def was_replaced_after(self, at: datetime) -> bool:
        """Tell whether its file is a later one: what VOD told then is about the file before."""
        return self.transcode_round > 0 and self.uploaded_at is not None and self.uploaded_at > at
