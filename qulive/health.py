"""Is it well? For balancers and for people who watch: cheap, in no log, and never redirected."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from qulive.models import Heartbeat

View = Callable[[HttpRequest], HttpResponseBase]

# A task that is due for longer means that no worker takes it.
PATIENCE: Final = timedelta(minutes=2)
# A worker says every 10 seconds that it lives.
SILENCE: Final = timedelta(minutes=1)


class Migrations:
    """Whether the database has what this release needs; once it has, it is not asked again."""

    def __init__(self) -> None:
        self._applied = False

    def applied(self) -> bool:
        """Raises DatabaseError."""
        if not self._applied:
            executor = MigrationExecutor(connection)
            self._applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self._applied


migrations = Migrations()


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """This process can take requests: 503 until the migrations are applied, from then on 200.

    A database that is away is away for all machines: it is named, and empties no balancer, since what
    they remember still answers.
    """
    degraded = []
    try:
        connection.ensure_connection()
        if not migrations.applied():
            return JsonResponse({"status": "migrations are not applied"}, status=503)
    except DatabaseError:
        degraded.append("database")
    return JsonResponse({"status": "degraded" if degraded else "ok", "degraded": degraded})


@never_cache
@require_safe
def status(request: HttpRequest) -> JsonResponse:
    """All parts, for monitoring: 200 if each is well, else 503."""
    parts = {"cache": cache_state(), **database_parts()}
    well = all(part["ok"] for part in parts.values())
    return JsonResponse({"status": "ok" if well else "degraded", **parts}, status=200 if well else 503)


def database_parts() -> dict[str, dict[str, Any]]:
    try:
        now = timezone.now()
        return {"database": {"ok": True}, "tasks": tasks_state(now), "worker": worker_state(now)}
    except DatabaseError:
        return {"database": {"ok": False}}


def tasks_state(now: datetime) -> dict[str, Any]:
    """Tell how long the oldest due task has waited, in seconds."""
    due = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("run_after", "enqueued_at").first()
    waited = now - max(moment for moment in due if moment <= now) if due else timedelta()
    return {"ok": waited <= PATIENCE, "oldest_due_seconds": round(waited.total_seconds())}


def worker_state(now: datetime) -> dict[str, Any]:
    """Tell how long ago the last sign of life of any task worker was, in seconds; None without any."""
    last = Heartbeat.objects.aggregate(last=Max("seen_at"))["last"]
    silent = now - last if last else None
    return {
        "ok": silent is not None and silent <= SILENCE,
        "silent_seconds": round(silent.total_seconds()) if silent is not None else None,
    }


def cache_state() -> dict[str, Any]:
    """A Redis that does not answer makes the server slower, and ends nothing."""
    answers = getattr(cache, "answers", None)
    return {"ok": answers() if answers else True}


VIEWS: Final[Mapping[str, View]] = {"/health/live": live, "/health/ready": ready, "/health/status": status}


def middleware(get_response: View) -> View:
    """Answer before hosts are checked, http is redirected or anything is written down."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        view = VIEWS.get(request.path_info)
        if view is None:
            return get_response(request)
        response = view(request)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return response

    return answer
