"""GET /metrics: the figures of this machine for Prometheus, if METRICS is on."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qulive import health
from qulive.models import Version

if TYPE_CHECKING:
    from prometheus_client import Metric

View = Callable[[HttpRequest], HttpResponseBase]


class State:
    """What the database knows, which is the same whoever is asked; nothing while it is away."""

    def collect(self) -> Iterator["Metric"]:
        from prometheus_client.core import GaugeMetricFamily as Gauge  # noqa: PLC0415 - only where it is wanted

        try:
            now = timezone.now()
            oldest = health.tasks_state(now)["oldest_due_seconds"]
            silent = health.worker_state(now)["silent_seconds"]
            numbers = list(Version.objects.values_list("name", "number"))
        except DatabaseError:
            yield Gauge("qulive_database_up", "Whether the database answers.", value=0)
            return
        yield Gauge("qulive_database_up", "Whether the database answers.", value=1)
        yield Gauge("qulive_task_age_seconds", "How long the oldest due task waits.", value=oldest)
        if silent is not None:
            yield Gauge("qulive_worker_silent_seconds", "Since a task worker's last sign.", value=silent)
        versions = Gauge("qulive_version", "How often the feed and each catalog changed.", labels=["name"])
        for name, number in numbers:
            versions.add_metric([name], number)
        yield versions


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Tell all figures, to whoever asks this machine itself: what comes through a proxy is from outside."""
    if "HTTP_X_FORWARDED_FOR" in request.META:
        return HttpResponse(status=404)
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415 - as above

    return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


@cache
def registry() -> Any:
    """Return what is asked for figures: this process, or all that share the folder, and the database."""
    from prometheus_client import REGISTRY, CollectorRegistry  # noqa: PLC0415 - as above
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415 - as above

    found = CollectorRegistry() if settings.PROMETHEUS_MULTIPROC_DIR else REGISTRY
    if settings.PROMETHEUS_MULTIPROC_DIR:
        MultiProcessCollector(found)  # type: ignore[no-untyped-call]
    found.register(State())
    return found


def middleware(get_response: View) -> View:
    """Answer before hosts are checked, http is redirected or anything is written down."""
    if not settings.METRICS:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponseBase:
        return page(request) if request.path_info == "/metrics" else get_response(request)

    return answer
