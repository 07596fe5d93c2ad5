"""The list of all videos, and the page of one."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date as formatted
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qulive.backoffice import cells
from qulive.backoffice.base import Page
from qulive.backoffice.filters import DaysFilter, state_filter
from videos import publishing
from videos.admin import actions, page, queue, states
from videos.admin.filters import CategoryFilter, DeletedFilter, ProblemFilter, RecommendedFilter
from videos.admin.forms import VideoForm
from videos.admin.search import found
from videos.models import Video


@admin.register(Video)
class VideoAdmin(Page[Video]):
    """What VOD knows can't be edited; what operators decide goes through the same services as the API."""

    form = VideoForm
    list_display = ("picture", "name", "who", "state", "facts", "published")
    list_display_links = ("picture", "name")
    list_select_related = ("owner", "recommendation")
    list_filter = (
        state_filter("review"),
        RecommendedFilter,
        ("published_at", DaysFilter),
        ("reviewed_at", DaysFilter),
        CategoryFilter,
        state_filter("status"),
        state_filter("transcode"),
        state_filter("narrow_transcode"),
        state_filter("snapshot"),
        ProblemFilter,
        DeletedFilter,
    )
    search_fields = ("title",)
    search_help_text = gettext_lazy("Title, nickname, video id or user id")
    sortable_by = ("published",)
    fields = ("title", "description", "tags", "category_name", "category_id", "cover_url")
    change_form_template = "videos/admin/video.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Video | None = None) -> bool:
        """Ours is an operation that leaves a tombstone and tells VOD; Django's does neither."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {} if IS_POPUP_VAR in request.GET else actions.actions_for(request)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Newest first; of some days, in the order of what is asked for, by its index."""
        for name in ("published_at", "reviewed_at"):
            if request.GET.get(f"{name}_from") or request.GET.get(f"{name}_to"):
                return (f"-{name}", "-pk")
        return ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(queue.ReviewQueue.as_view(admin_site=self.admin_site))
        return [path("review/", view, name="videos_video_review"), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Video], search_term: str
    ) -> tuple[QuerySet[Video], bool]:
        return found(queryset, search_term), False

    def has_change_permission(self, request: HttpRequest, obj: Video | None = None) -> bool:
        """Of a deleted video nothing is left to change."""
        return super().has_change_permission(request, obj) and not (obj and obj.deleted_at)

    def save_model(self, request: HttpRequest, obj: Video, form: VideoForm, change: bool) -> None:  # noqa: FBT001 - Django's
        if facts := form.facts():
            publishing.edit(obj.vod_id, **facts)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        video = self.get_queryset(request).filter(pk=object_id).first() if object_id.isdecimal() else None
        more = page.context(request, video) if video and self.has_view_permission(request) else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    @admin.display(description=gettext_lazy("cover"))
    def picture(self, video: Video) -> SafeString:
        return cells.picture(video.cover_url or video.first_frame_url)

    @admin.display(description=gettext_lazy("title"))
    def name(self, video: Video) -> SafeString:
        return cells.two_lines(video.title or _("Without a title"), video.vod_id)

    @admin.display(description=gettext_lazy("owner"))
    def who(self, video: Video) -> SafeString:
        owner = video.owner
        return cells.two_lines(owner, owner.user_id) if owner else cells.two_lines(_("Nobody"), "/demo")

    @admin.display(description=gettext_lazy("state"))
    def state(self, video: Video) -> SafeString:
        return cells.badges(*states.badges(video))

    @admin.display(description=gettext_lazy("length and size"))
    def facts(self, video: Video) -> SafeString:
        return cells.two_lines(cells.length(video.duration) or "–", cells.size(video.size))

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published(self, video: Video) -> SafeString | str:
        if video.published_at is None:
            return "–"
        at = localtime(video.published_at)
        return cells.two_lines(formatted(at, "DATE_FORMAT"), formatted(at, "TIME_FORMAT"))
