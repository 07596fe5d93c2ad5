"""Where tasks stand in line: django-tasks-db's tables, written to by SQL that is written once."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import pre_save
from django_tasks.utils import normalize_json
from django_tasks_db import DatabaseBackend

from qulive.prepared import insert


class Queue(DatabaseBackend):
    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Write a task ahead of the next statement; saving a model would take four times as long."""
        # There are tasks before there are apps.
        from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

        row: DBTaskResult[Any, Any] = DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after,
            backend_name=self.alias,
        )
        # Which has the library fill in when it is due.
        pre_save.send(DBTaskResult, instance=row, raw=False, using=DEFAULT_DB_ALIAS, update_fields=None)
        insert(row)
        return row
