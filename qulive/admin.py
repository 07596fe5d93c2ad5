"""Pages of other people's models, dressed as ours."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from qulive.backoffice.base import Page

admin.site.unregister([Group, DBTaskResult])


@admin.register(Group)
class RolePage(GroupAdmin, Page[Group]):
    """What the members of a group may do."""


@admin.register(DBTaskResult)
class TaskPage(DBTaskResultAdmin, Page["DBTaskResult[..., object]"]):
    """What the task worker did, does and will do."""
