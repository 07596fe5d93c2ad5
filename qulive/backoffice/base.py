"""The base of every page: django-unfold over plain ModelAdmin. What only unfold knows is said here."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget as LongText

from qulive.backoffice.paginator import CappedPaginator

__all__ = ["LongText", "Page", "ReadOnlyPage", "ReadOnlyRows", "Rows"]

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)


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


class ReadOnlyPage(Page[Row]):
    """A page to look at: history, or facts that are not ours to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class Rows(TabularInline, admin.TabularInline[Row, Parent]):  # type: ignore[misc]  # as above
    """Rows of another model on their parent's page."""

    extra = 0


class ReadOnlyRows(Rows[Row, Parent]):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
