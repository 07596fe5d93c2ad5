"""What the sidebar shows, and to whom: an entry appears for whoever may look at its page."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from qulive.backoffice.base import Page


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar that have something for this operator (unfold's SIDEBAR)."""
    groups = [
        group(_("Overview"), entry(_("Dashboard"), "dashboard", "admin:index")),
        group(
            _("Videos"),
            review_queue(request),
            page(request, _("Videos"), "movie", "videos.video"),
            page(request, _("Recommended list"), "playlist_play", "videos.recommendation"),
        ),
        group(
            _("Materials"),
            page(request, _("Stickers"), "sentiment_satisfied", "materials.stickercategory"),
            page(request, _("Captions"), "closed_caption", "materials.captioncategory"),
            page(request, _("Front stickers"), "face", "materials.frontsticker"),
            page(request, _("MVs"), "movie_filter", "materials.mv"),
            page(request, _("Fonts"), "font_download", "materials.font"),
            page(request, _("Music"), "music_note", "music.track"),
        ),
        group(
            _("People and system"),
            page(request, _("App users"), "group", "accounts.user"),
            page(request, _("Staff"), "badge", "accounts.staff"),
            page(request, _("Roles"), "admin_panel_settings", "auth.group"),
            page(request, _("Callbacks"), "sync_alt", "callbacks.receipt"),
            page(request, _("Background tasks"), "pending_actions", "django_tasks_database.dbtaskresult"),
            page(request, _("Audit log"), "history", "admin.logentry"),
        ),
    ]
    mark_active(request, [item for found in groups for item in found["items"]])
    return [found for found in groups if found["items"]]


def mark_active(request: HttpRequest, items: list[dict[str, Any]]) -> None:
    """Mark the entry of the page that is shown: the one whose address goes along with it furthest."""
    front = reverse("admin:index")
    along = [item["link"] for item in items if request.path.startswith(item["link"])]
    here = max(along, key=len, default="")
    for item in items:
        item["active"] = item["link"] == here and (here != front or request.path == front)


def group(title: Promise, *entries: dict[str, Any] | None) -> dict[str, Any]:
    return {"title": title, "items": [found for found in entries if found]}


def entry(title: Promise, icon: str, url_name: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(url_name), **more}


def review_queue(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("videos.review_video"):
        return None
    # A layer above ours, so by name; no badge where nothing waits.
    waiting = import_string("videos.admin.queue.waiting")()
    badge = {"badge": waiting, "badge_variant": "warning"} if waiting else {}
    return entry(_("Review queue"), "rate_review", "admin:videos_video_review", **badge)


def page(request: HttpRequest, title: Promise, icon: str, model: str) -> dict[str, Any] | None:
    """Return a model's list as an entry, with what waits in it; None for whoever may not look at it."""
    found = apps.get_model(model)
    shown = admin.site.get_model_admin(found)
    if not shown.has_view_permission(request):
        return None
    waiting = shown.waiting(request) if isinstance(shown, Page) else 0
    url_name = f"admin:{found._meta.app_label}_{found._meta.model_name}_changelist"
    return entry(title, icon, url_name, badge=f"{waiting:,}" if waiting else "", badge_variant="warning")
