"""The list of background tasks, as a superuser reads it."""

import pytest
from django.test import Client
from django_tasks.base import Task

from qulive.admin import TASKS
from videos import tasks

LIST = "/admin/django_tasks_database/dbtaskresult/"


def test_every_task_has_a_name_for_people() -> None:
    found = [task.module_path for task in vars(tasks).values() if isinstance(task, Task)]
    assert sorted(found) == sorted(TASKS)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Tell VOD the verdict"), ("zh-CN", "将审核结果同步给点播")]
)
def test_a_task_is_called_by_it(back_office: Client, language: str, name: str) -> None:
    tasks.tell_verdict.enqueue("video")

    assert name in back_office.get(LIST, headers={"accept-language": language}).content.decode()
