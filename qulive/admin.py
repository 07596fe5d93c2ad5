"""Pages of other people's models, dressed as ours, and the dashboard's template."""

import json
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from accounts.models import Staff
from qulive.backoffice import audit
from qulive.backoffice.base import ReadOnlyPage, SuperuserPage
from qulive.backoffice.cells import badge
from qulive.backoffice.filters import ChoiceFilter, DaysFilter, state_filter
from qulive.backoffice.texts import link, source
from qulive.backoffice.words import role_name

admin.site.unregister([Group, DBTaskResult])
apps.get_app_config("django_tasks_database").verbose_name = gettext_lazy("Background tasks")
admin.site.index_template = "backoffice/dashboard.html"


VERBS = {
    "view": gettext_lazy("see"),
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "review": gettext_lazy("approve and reject"),
}
# The apps that a role can be given something of; the others' tables are nobody's page.
OPERATED = ("accounts", "admin", "callbacks", "materials", "music", "videos")


class PermissionsField(ModelMultipleChoiceField[Permission]):
    """Permissions in the operator's language; Django keeps their names in English."""

    def label_from_instance(self, obj: Permission) -> str:
        verb = VERBS.get(obj.codename.partition("_")[0], obj.name)
        return f"{obj.content_type.app_labeled_name} | {verb}"


@admin.register(Group)
class RolePage(GroupAdmin, SuperuserPage[Group]):
    """What the members of a group may do."""

    list_display = ("role", "members")
    search_fields = ("name",)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = Permission.objects.filter(content_type__app_label__in=OPERATED).exclude(
            content_type__model="revocation"
        )
        return super().formfield_for_manytomany(db_field, request, **kwargs, form_class=PermissionsField)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).annotate(member_count=Count("user"))

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def role(self, role: Group) -> str:
        return role_name(role)

    @admin.display(description=gettext_lazy("Members"))
    def members(self, role: Group) -> int:
        count: int = role.member_count  # type: ignore[attr-defined]  # by get_queryset
        return count


class StaffFilter(ChoiceFilter):
    title = gettext_lazy("person")
    parameter_name = "user"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        staff = Staff.objects.filter(is_staff=True).order_by("nickname", "username")
        return [(str(member.pk), str(member)) for member in staff]

    def queryset(self, request: HttpRequest, entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        chosen = self.value() or ""
        return entries.filter(user=int(chosen)) if chosen.isdecimal() else entries


class KindFilter(ChoiceFilter):
    """What was changed: a model that has a page."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.get_for_models(*admin.site._registry, for_concrete_models=False)
        named = [(str(kind.pk), str(model._meta.verbose_name_plural)) for model, kind in kinds.items()]
        return sorted(named, key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        chosen = self.value() or ""
        return entries.filter(content_type=int(chosen)) if chosen.isdecimal() else entries


ACTIONS: dict[int, tuple[Promise, str]] = {
    ADDITION: (gettext_lazy("Added"), "success"),
    CHANGE: (gettext_lazy("Changed"), "info"),
    DELETION: (gettext_lazy("Deleted"), "danger"),
}


@admin.register(LogEntry)
class AuditPage(ReadOnlyPage[LogEntry]):
    """Who changed what, and when."""

    list_display = ("action_time", "user", "action", "kind", "row", "message")
    list_display_links = None
    list_select_related = ("user", "content_type")
    list_filter = (StaffFilter, state_filter("action_flag"), KindFilter, ("action_time", DaysFilter))
    search_fields = ("object_repr",)
    ordering = ("-action_time", "-pk")
    fields = readonly_fields = ("action_time", "user", "action", "kind", "row", "message")

    @admin.display(description=gettext_lazy("Action"))
    def action(self, entry: LogEntry) -> SafeString:
        words, tone = ACTIONS[entry.action_flag]
        return badge(str(words), tone)

    @admin.display(description=gettext_lazy("Kind"))
    def kind(self, entry: LogEntry) -> str:
        return entry.content_type.name if entry.content_type else ""

    @admin.display(description=gettext_lazy("What"))
    def row(self, entry: LogEntry) -> SafeString:
        return link(None if entry.is_deletion() else entry.get_admin_url(), entry.object_repr)

    @admin.display(description=gettext_lazy("How"))
    def message(self, entry: LogEntry) -> str:
        return audit.sentence(entry)


TASKS = {
    "videos.tasks.process": gettext_lazy("Process the video"),
    "videos.tasks.tell_verdict": gettext_lazy("Tell VOD the verdict"),
    "videos.tasks.describe": gettext_lazy("Tell VOD the title, the cover and the like"),
    "videos.tasks.preload": gettext_lazy("Preload to the CDN"),
    "videos.tasks.delete_media": gettext_lazy("Delete the video at VOD"),
    "videos.tasks.bury_if_gone": gettext_lazy("Check whether VOD deleted the video"),
}
TASK_STATES: dict[str, str] = {"FAILED": "danger", "SUCCESSFUL": "success", "RUNNING": "info"}


@admin.register(DBTaskResult)
class TaskPage(ReadOnlyPage["DBTaskResult[..., object]"], SuperuserPage["DBTaskResult[..., object]"]):
    """What the task worker did, does and will do."""

    list_display = ("name", "given", "state", "enqueued_at", "started_at", "finished_at", "error")
    list_filter = (state_filter("status"), ("enqueued_at", DaysFilter))
    search_fields = ("args_kwargs",)
    ordering = ("-enqueued_at", "-pk")
    fields = readonly_fields = (
        "name", "given", "state", "enqueued_at", "started_at", "finished_at", "error", "trace"
    )  # fmt: skip

    @admin.display(description=gettext_lazy("Task"))
    def name(self, task: "DBTaskResult[..., object]") -> str:
        return str(TASKS.get(task.task_path, task.task_path))

    @admin.display(description=gettext_lazy("About"))
    def given(self, task: "DBTaskResult[..., object]") -> str:
        """Show what the task was called with, which is mostly a video's id."""
        call = task.args_kwargs
        named = [f"{name}={json.dumps(value)}" for name, value in call["kwargs"].items()]
        return ", ".join([*map(str, call["args"]), *named])

    @admin.display(description=gettext_lazy("State"), ordering="status")
    def state(self, task: "DBTaskResult[..., object]") -> SafeString:
        return badge(task.get_status_display(), TASK_STATES.get(task.status, "plain"))

    @admin.display(description=gettext_lazy("Error"))
    def error(self, task: "DBTaskResult[..., object]") -> str:
        """Show the last line of the traceback: what went wrong."""
        lines: str = task.traceback
        return lines.strip().rpartition("\n")[2][:200]

    @admin.display(description=gettext_lazy("Traceback"))
    def trace(self, task: "DBTaskResult[..., object]") -> SafeString | str:
        return source(task.traceback) if task.traceback else _("none")
