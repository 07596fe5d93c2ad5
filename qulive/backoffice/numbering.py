"""Rows whose numbers apps keep: whoever moves from another server may give a new row the one it had."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qulive.backoffice.base import IntegerInput
from qulive.backoffice.importing import ImportExportPage
from qulive.backoffice.publishing import FOLDED
from qulive.catalog.plan import continue_ids_after

Row = TypeVar("Row", bound=Model)


class NumberedForm(forms.ModelForm[Any]):
    """A form in which somebody who moves from another server may keep a row's number."""

    new_id = forms.IntegerField(
        label=gettext_lazy("id"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        widget=IntegerInput,
        help_text=gettext_lazy(
            "Leave it blank, unless you move from another server: apps remember a material by its id, "
            "so give it the one that it had there."
        ),
    )

    def clean_new_id(self) -> int | None:
        new_id: int | None = self.cleaned_data["new_id"]
        if new_id is None or self.instance.pk is not None:
            return None
        if self._meta.model._default_manager.filter(pk=new_id).exists():
            raise ValidationError(_("There is one with this id already. Choose another, or leave it blank."))
        return new_id


class NumberedPage(ImportExportPage[Row]):
    """Materials, whose ids apps keep and packages name: one may be set when a row is added."""

    form = NumberedForm

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        usual: tuple[Any, ...] = tuple(super().get_fieldsets(request, obj))
        more = ("created_at",) if obj else ("new_id", "created_at")
        folded = {"classes": FOLDED, "fields": (*self.rarely_changed, *more)}
        return (*usual, (_("Rarely changed"), folded))

    rarely_changed: ClassVar[tuple[str, ...]] = ()

    @admin.display(description=gettext_lazy("id"), ordering="pk")
    def number(self, row: Row) -> Any:
        """Its id, under a name in the operator's language; a model's own is English."""
        return row.pk

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        new_id = None if change else form.cleaned_data.get("new_id")
        if new_id is None:
            super().save_model(request, obj, form, change)
            return
        self.enter(obj)
        obj.pk = new_id
        # Somebody may have taken the number meanwhile: theirs must not be overwritten.
        obj.save(force_insert=True)
        continue_ids_after([self.model])
