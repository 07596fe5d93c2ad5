from django.contrib import admin
from django.http import HttpRequest

from callbacks.models import Receipt
from qulive.backoffice.base import Page


@admin.register(Receipt)
class ReceiptAdmin(Page[Receipt]):
    """What VOD told us. Nobody edits history."""

    list_display = ("event_type", "vod_id", "event_time", "received_at", "outcome", "error")
    list_filter = ("outcome", "event_type", "received_at")
    search_fields = ("=vod_id",)
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Receipt | None = None) -> bool:
        return False
