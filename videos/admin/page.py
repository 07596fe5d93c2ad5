"""What the page of one video shows around its form."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qulive.backoffice.cells import web_url
from qulive.backoffice.panels import panels_of
from videos import labels
from videos.admin import actions, states
from videos.models import Video
from videos.states import BROKEN

TIMES: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("Credential handed out"), "created_at"),
    (gettext_lazy("Uploaded"), "uploaded_at"),
    (gettext_lazy("Published"), "published_at"),
    (gettext_lazy("Decided"), "reviewed_at"),
    (gettext_lazy("Preloaded to the CDN"), "preloaded_at"),
    (gettext_lazy("Last compared with VOD"), "reconciled_at"),
    (gettext_lazy("Deleted"), "deleted_at"),
    (gettext_lazy("Deleted at VOD"), "purged_at"),
)


def context(request: HttpRequest, video: Video) -> dict[str, Any]:
    renditions = list(video.renditions.order_by("-round", "kind", "width", "pk"))
    return {
        "video": video,
        "player": player(video, renditions),
        "snapshots": list(video.snapshots.all()),
        "renditions": renditions,
        "badges": [*states.badges(video)],
        "machine": machine(video),
        "reason": labels.reason(video),
        "problem": _(video.problem),
        "buttons": [(one, one.why_not(video)) for one in actions.allowed(request)],
        "times": list(times(video)),
        "panels": panels_of(request, video),
    }


def player(video: Video, renditions: list[Any]) -> str:
    """Return a URL that plays, public or not: the best file, else any rendition; empty if there is none."""
    if video.deleted_at or video.status in BROKEN:
        return ""
    urls = [video.file_url, *(one.url for one in renditions)]
    return next((found for url in urls if (found := web_url(url))), "")


def machine(video: Video) -> dict[str, Any]:
    """What VOD's machine said of a video, in words."""
    return {
        "badge": states.machine(video),
        "found": labels.found(video),
        "places": labels.places(video),
    }


def times(video: Video) -> Iterator[tuple[Promise, datetime]]:
    for label, name in TIMES:
        if at := getattr(video, name):
            yield label, at
