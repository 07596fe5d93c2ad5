"""Admin pages of what workers remember."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from qulive import freshness


class BumpingAdmin(admin.ModelAdmin[Any]):
    """A page whose every change, its inlines' too, shows in the apps within a second."""

    # What is bumped in the transaction of the change.
    version: ClassVar[str]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Django calls this last, in the transaction of a form and of each row of an editable list."""
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
