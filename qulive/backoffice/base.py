"""The base of every page: django-unfold over plain ModelAdmin. What only unfold knows is said here."""

from typing import Any, ClassVar, TypeVar, cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.forms import (
    AdminPasswordChangeForm,
    PaginationInlineFormSet,
    UserChangeForm,
    UserCreationForm,
)
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldBooleanSwitchWidget,
)
from unfold.widgets import UnfoldAdminTextareaWidget as LongText

from qulive.backoffice import audit
from qulive.backoffice.paginator import CappedPaginator

# What of unfold our pages name.
__all__ = [
    "EditedRows",
    "ExportForm",
    "ImportForm",
    "IntegerInput",
    "LoginPage",
    "LongText",
    "Page",
    "ReadOnlyPage",
    "ReadOnlyRows",
    "Rows",
    "RowsFormSet",
    "SuperuserPage",
    "Switch",
]

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)
Person = TypeVar("Person", bound=AbstractUser)

# What a text field looks like.
INPUT_CLASS = " ".join(INPUT_CLASSES)
IntegerInput = UnfoldAdminIntegerFieldWidget
Switch = UnfoldBooleanSwitchWidget


class Page(ModelAdmin, admin.ModelAdmin[Row]):  # type: ignore[misc]  # unfold has no types
    """A model's page in the back office: joined lists of 50, nothing counted to its end."""

    list_per_page: ClassVar[int] = 50
    show_full_result_count = False
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    # Filters wait in a sheet until they are submitted, and a half-typed form is not lost by a click.
    list_filter_submit = True
    warn_unsaved_form = True

    def waiting(self, request: HttpRequest) -> int:
        """How many rows wait for somebody: the sidebar says it beside the page's name."""
        return 0

    def construct_change_message(self, *args: Any, **options: Any) -> list[dict[str, dict[str, Any]]]:
        """Name the changed fields as our catalog does, so that every reader has them in their language."""
        message: list[dict[str, dict[str, Any]]] = super().construct_change_message(*args, **options)
        for told in (told for part in message for told in part.values() if "fields" in told):
            told["fields"] = [uncapitalized(label) for label in told["fields"]]
        return message

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: Any = super().history_view(request, object_id, extra_context)
        for entry in getattr(response, "context_data", {}).get("action_list", ()):
            entry.change_message = audit.sentence(entry)
        return cast(HttpResponse, response)


class ReadOnlyPage(Page[Row]):
    """A page to look at: history, or facts that are not ours to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class SuperuserPage(Page[Row]):
    """A page that no permission opens: whoever may change it could give themselves any other."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_superuser(request)


def uncapitalized(label: str) -> str:
    """Return a form's label as the field is called; one such as URL stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)


class LoginPage(UserAdmin[Person], SuperuserPage[Person]):
    """A page of people who log in with a password, and what they may do."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class Rows(TabularInline, admin.TabularInline[Row, Parent]):  # type: ignore[misc]  # as above
    """Rows of another model on their parent's page."""

    extra = 0


class EditedRows(Rows[Row, Parent]):
    """Rows that are edited in their cells, and so are not named above them once more."""

    hide_title = True


class ReadOnlyRows(Rows[Row, Parent]):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RowsFormSet(PaginationInlineFormSet):  # type: ignore[misc]  # as above
    """The forms of such rows."""
