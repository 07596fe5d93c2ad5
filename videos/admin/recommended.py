from django.contrib import admin

from qulive.backoffice.base import Page
from videos.models import Recommendation


@admin.register(Recommendation)
class RecommendationAdmin(Page[Recommendation]):
    list_display = ("video", "position", "starts_at", "ends_at", "withdrawn_at")
    list_select_related = ("video",)
    list_filter = ("starts_at", "ends_at")
    search_fields = ("=video__vod_id", "video__title")
    ordering = ("-position",)
    raw_id_fields = ("video",)
    readonly_fields = ("added_by", "added_at")
