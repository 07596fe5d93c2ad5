from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.authentication import caller
from videos import feed, review
from videos.models import Recommendation, Rendition, Snapshot, Video
from videos.states import Review


class RenditionInline(admin.TabularInline[Rendition, Video]):
    model = Rendition
    extra = 0
    can_delete = False
    fields = readonly_fields = ("definition", "format", "kind", "state", "width", "height", "url")

    def has_add_permission(self, request: HttpRequest, obj: Video | None = None) -> bool:
        return False


class SnapshotInline(admin.TabularInline[Snapshot, Video]):
    model = Snapshot
    extra = 0
    can_delete = False
    fields = readonly_fields = ("number", "url")

    def has_add_permission(self, request: HttpRequest, obj: Video | None = None) -> bool:
        return False


@admin.register(Video)
class VideoAdmin(admin.ModelAdmin[Video]):
    """What VOD knows can't be edited; what operators decide goes through the same services as the API."""

    list_display = ("__str__", "vod_id", "owner", "review", "transcode", "status", "published_at")
    list_filter = ("review", "transcode", "status", "published_at")
    list_select_related = ("owner",)
    search_fields = ("=vod_id", "title", "=owner__user_id", "owner__nickname")
    ordering = ("-pk",)
    show_full_result_count = False
    inlines = (RenditionInline, SnapshotInline)
    actions = ("approve", "reject", "recommend")
    fields = ("title", "description", "tags", "category_id", "category_name", "cover_url")
    readonly_fields = (
        "vod_id", "owner", "status", "review", "review_reason", "reviewed_by", "transcode",
        "narrow_transcode", "snapshot", "problem", "duration", "size", "file_url", "first_frame_url",
        "is_claim", "created_at", "uploaded_at", "published_at", "deleted_at",
    )  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Video | None = None) -> tuple[str, ...]:
        return (*self.fields, *self.readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Approve selected videos"), permissions=["change"])
    def approve(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        self._decide(request, videos, Review.APPROVED)

    @admin.action(description=_("Reject selected videos"), permissions=["change"])
    def reject(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        self._decide(request, videos, Review.REJECTED)

    @admin.action(description=_("Recommend selected videos"), permissions=["change"])
    def recommend(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        done = sum(feed.recommend(video, by=caller(request)) for video in videos)
        self.message_user(request, _("%d video(s) recommended.") % done)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        feed.follow_video(form.instance.vod_id)

    def delete_model(self, request: HttpRequest, obj: Video) -> None:
        self.delete_queryset(request, Video.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Video]) -> None:
        feed.remove(Recommendation.objects.filter(video__in=queryset))
        super().delete_queryset(request, queryset)

    def _decide(self, request: HttpRequest, videos: QuerySet[Video], verdict: Review) -> None:
        decided = sum(review.person_decides(video.vod_id, verdict, by=caller(request)) for video in videos)
        self.message_user(request, _("%d video(s) decided.") % decided)


@admin.register(Recommendation)
class RecommendationAdmin(admin.ModelAdmin[Recommendation]):
    list_display = ("video", "position", "starts_at", "ends_at", "withdrawn_at")
    list_select_related = ("video",)
    list_filter = ("starts_at", "ends_at")
    search_fields = ("=video__vod_id", "video__title")
    ordering = ("-position",)
    raw_id_fields = ("video",)
    readonly_fields = ("added_by", "added_at")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        feed.follow(Recommendation.objects.filter(pk=form.instance.pk))

    def delete_model(self, request: HttpRequest, obj: Recommendation) -> None:
        feed.remove(Recommendation.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Recommendation]) -> None:
        feed.remove(Recommendation.objects.filter(pk__in=queryset.values("pk")))
