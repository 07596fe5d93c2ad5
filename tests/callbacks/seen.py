"""What can be seen of an event's effects beside the row."""

from django_tasks_db.models import DBTaskResult

from tests.app import App


def queued() -> list[str]:
    """Which tasks wait for the worker."""
    return sorted(DBTaskResult.objects.values_list("task_path", flat=True))


def listed(app: App) -> list[str]:
    """Whose ids the recommended list shows."""
    page = app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=10).data
    return [video["videoId"] for video in page["videoList"]]
