"""Pages of what workers remember (qulive.freshness)."""

from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from qulive import freshness
from qulive.backoffice.base import Page

Row = TypeVar("Row", bound=Model)


class RememberedPage(Page[Row]):
    """A page whose every change, its inlines' too, shows in the apps within a second."""

    # What is bumped in the transaction of the change.
    version: ClassVar[str]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Django calls this last, in the transaction of a form."""
        super().save_related(request, form, formsets, change)
        freshness.bump(self.version)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        freshness.bump(self.version)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        freshness.bump(self.version)
