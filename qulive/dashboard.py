"""The back office's first page: what waits, what happened, what failed, as far as this person may see it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Count, Model, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from callbacks.models import Receipt
from qulive import catalogs
from videos.models import Video
from videos.states import BROKEN, UNDECIDED, Review, Status, Transcode

DAYS: Final = 14
# Beyond that, how many is no longer the question.
MOST: Final = 9_999

# Seconds that the chart's numbers are good for.
FRESH: Final = 60
PALE, STRONG = "var(--color-primary-300)", "var(--color-primary-600)"
CHART_OPTIONS: Final = {
    "maintainAspectRatio": False,
    "interaction": {"mode": "index", "intersect": False},
    "plugins": {"legend": {"display": False}},
    "scales": {
        "x": {"grid": {"display": False}, "border": {"display": False}},
        "y": {
            "beginAtZero": True,
            "ticks": {"precision": 0, "maxTicksLimit": 5},
            "border": {"display": False},
        },
    },
    "datasets": {"bar": {"borderRadius": 4}},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that leads to the list of what it counts."""

    title: str
    count: int
    url: str
    tone: str = "plain"

    @property
    def number(self) -> str:
        return f"{self.count:,}" if self.count <= MOST else f"{MOST:,}+"


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the dashboard to the first page's context (unfold's DASHBOARD_CALLBACK)."""
    context["title"] = _("Dashboard")
    context["figures"] = [*waiting(request), *failed(request)]
    if sees(request, Video):
        context |= {"chart": chart(), "states": states()}
    context["catalogs"] = [catalogs.stock(model) for model in catalogs.MODELS if sees(request, model)]
    return context


def waiting(request: HttpRequest) -> Iterable[Figure]:
    if sees(request, Video):
        undecided = {"review__in": UNDECIDED, "deleted_at__isnull": True}
        yield figure(_("Waiting for review"), Video.objects.filter(**undecided), undecided, "warning")


def failed(request: HttpRequest) -> Iterable[Figure]:
    if sees(request, Video):
        broken = {"status__in": BROKEN, "deleted_at__isnull": True}
        yield figure(_("Videos that failed"), Video.objects.filter(**broken), broken, "danger")
        # A video that failed has a problem too, and is counted already.
        others = [status for status in Status if status not in BROKEN]
        stuck = {"problem__gt": "", "status__in": others, "deleted_at__isnull": True}
        yield figure(_("Other videos with a problem"), Video.objects.filter(**stuck), stuck, "danger")
    if sees(request, Receipt):
        lost = {"outcome__exact": Receipt.Outcome.FAILED}
        yield figure(_("Failed callbacks"), Receipt.objects.failed(), lost, "danger")
    if sees(request, DBTaskResult):
        tasks: QuerySet[Any] = DBTaskResult.objects.failed()
        yield figure(_("Failed background tasks"), tasks, {"status__exact": "FAILED"}, "danger")


def chart() -> dict[str, Any]:
    """Return what unfold's bar chart draws, and its sums."""
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    start = timezone.make_aware(datetime.combine(days[0], time.min))
    uploads, publishes = per_day("uploaded_at", start), per_day("published_at", start)
    series = [
        {"data": [uploads.get(day, 0) for day in days], "label": _("Uploads"), "backgroundColor": PALE},
        {"data": [publishes.get(day, 0) for day in days], "label": _("Publishes"), "backgroundColor": STRONG},
    ]
    return {
        "data": json.dumps({"labels": [f"{day:%m-%d}" for day in days], "datasets": series}),
        "options": json.dumps(CHART_OPTIONS),
        "sums": [
            Figure(_("Uploads"), sum(uploads.values()), to_list(Video, {"uploaded_at__gte": start}), "info"),
            Figure(_("Publishes"), sum(publishes.values()), to_list(Video, {"published_at__gte": start})),
        ],
    }


def per_day(field: str, start: datetime) -> dict[Any, int]:
    """Count the videos of each local day since `start` by one of their times."""
    since = Video.objects.filter(**{f"{field}__gte": start}).order_by()
    days = since.annotate(day=TruncDate(field)).values_list("day").annotate(Count("pk"))
    return dict(cache.get_or_set(f"dashboard-{field}-{start:%F}", lambda: list(days), FRESH) or ())


def states() -> list[tuple[str, list[Figure]]]:
    """Return how the videos stand that were published in the last 24 hours."""
    day = {"published_at__gte": timezone.now() - timedelta(days=1), "deleted_at__isnull": True}
    rows = Video.objects.filter(**day).order_by().values_list("review", "transcode").annotate(Count("pk"))
    found = list(rows)
    reviews = {state: sum(n for review, _t, n in found if review == state) for state in Review}
    transcodes = {state: sum(n for _r, transcode, n in found if transcode == state) for state in Transcode}
    del reviews[Review.NONE]  # no published video is in it
    return [
        (title("review"), [counted("review", state, n, day) for state, n in reviews.items()]),
        (title("transcode"), [counted("transcode", state, n, day) for state, n in transcodes.items()]),
    ]


def title(field: str) -> str:
    return capfirst(str(Video._meta.get_field(field).verbose_name))  # type: ignore[union-attr]  # ours have one


TONES: Final[dict[str, str]] = {
    "success": "success",
    "fail": "danger",
    "check": "warning",
    "onCensor": "info",
}


def counted(field: str, state: Review | Transcode, count: int, day: dict[str, Any]) -> Figure:
    # An empty value would mean "any", but for a list of values.
    lookup = f"{field}__exact" if state.value else f"{field}__in"
    url = to_list(Video, {**day, lookup: state.value})
    return Figure(str(state.label), count, url, TONES.get(state, "plain"))


def figure(title: str, rows: QuerySet[Any], params: dict[str, Any], tone: str) -> Figure:
    """Count no further than MOST; nothing is nothing to worry about."""
    count = rows.order_by()[: MOST + 1].count()
    return Figure(title, count, to_list(rows.model, params), tone if count else "plain")


def to_list(model: type[Model], params: dict[str, Any]) -> str:
    """Return the URL of the model's list with these lookups as filters."""
    query = {name: as_param(value) for name, value in params.items()}
    path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{path}?{urlencode(query)}"


def as_param(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ",".join(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def sees(request: HttpRequest, model: type[Model]) -> bool:
    return admin.site.get_model_admin(model).has_view_permission(request)
