"""The recommended list as operators keep it: in order, with what apps see now at a glance."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.authentication import caller
from qulive.backoffice import audit, cells
from qulive.backoffice.decorators import action, display
from qulive.backoffice.ordering import OrderedPage
from videos import feed, rules
from videos.models import Recommendation, Video
from videos.models.recommendation import RecommendationQuerySet

BADGES = {"now": "success", "scheduled": "info", "over": "default", "hidden": "danger"}


class RecommendationForm(forms.ModelForm[Recommendation]):
    def clean_video(self) -> Video:
        video: Video = self.cleaned_data["video"]
        if why_not := rules.recommend(video):
            raise forms.ValidationError(why_not)
        return video

    def validate_unique(self) -> None:
        """Let a video that was on the list come back to it."""


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Recommendation.Standing.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
        value = self.value()
        if value not in Recommendation.Standing.values:
            return rows
        return cast(RecommendationQuerySet, rows).standing(value, at=timezone.now())


@admin.register(Recommendation)
class RecommendationPage(OrderedPage[Recommendation]):
    form = RecommendationForm
    version = "feed"
    order_field = "position"
    list_display = ("picture", "name", "badge", "starts_at", "ends_at", "added_by", "added_at")
    list_display_links = ("name",)
    list_filter = (StandingFilter,)
    list_select_related = ("video__owner", "added_by")
    search_fields = (
        "=video__vod_id",
        "=video__owner__user_id",
        "video__title__holds",
        "video__owner__nickname__holds",
    )
    autocomplete_fields = ("video",)
    actions = ("pin", "withdraw")
    list_per_page = 100
    fields = ("video", "starts_at", "ends_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return super().get_queryset(request).filter(withdrawn_at=None)

    def get_readonly_fields(self, request: HttpRequest, obj: Recommendation | None = None) -> Any:
        return ("video",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Recommendation | None = None) -> bool:
        """A row is withdrawn, not deleted: apps that are scrolling just there need its place."""
        return False

    @display(description=gettext_lazy("cover"))
    def picture(self, row: Recommendation) -> SafeString:
        return cells.picture(row.video.cover_url or row.video.first_frame_url)

    @display(description=gettext_lazy("video"))
    def name(self, row: Recommendation) -> SafeString:
        return cells.two_lines(row.video.title or _("Without a title"), row.video.owner or "")

    @display(description=gettext_lazy("standing"), label=BADGES)
    def badge(self, row: Recommendation) -> tuple[str, str]:
        standing = row.standing(at=timezone.now())
        return standing.value, str(standing.label)

    def save_model(
        self,
        request: HttpRequest,
        obj: Recommendation,
        form: forms.ModelForm[Any],
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        if not change:
            feed.recommend(obj.video, by=caller(request))
            obj.pk = obj.video.recommendation.pk
        feed.schedule(obj.pk, starts_at=obj.starts_at, ends_at=obj.ends_at)

    def move(self, row: Recommendation, beside: int, *, above: bool) -> None:
        feed.move(row.pk, beside, above=above)

    @action(description=gettext_lazy("Pin to the top"), permissions=["change"])
    def pin(self, request: HttpRequest, rows: QuerySet[Recommendation]) -> None:
        pinned = list(rows.order_by("position"))
        feed.pin([row.pk for row in pinned])
        audit.log(request, pinned, gettext_noop("Pinned to the top of the recommended list."))
        self.message_user(request, _("On top of the list now: %d.") % len(pinned))

    @action(description=gettext_lazy("Take off the list"), permissions=["change"])
    def withdraw(self, request: HttpRequest, rows: QuerySet[Recommendation]) -> None:
        withdrawn = [row for row in rows.select_related("video") if feed.withdraw(row.video)]
        audit.log(request, withdrawn, gettext_noop("Taken off the recommended list."))
        self.message_user(request, _("Taken off the list: %d.") % len(withdrawn))
