"""Pages of catalogs: rows that apps see while they are published, each with its files."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qulive.backoffice import audit
from qulive.backoffice.base import IntegerInput, Page
from qulive.backoffice.decorators import action
from qulive.backoffice.files import CatalogFiles
from qulive.catalog.plan import continue_ids_after

Row = TypeVar("Row", bound=Model)

SECTIONS_FOLDED = {"classes": ("collapse",)}


class PublishedPage(CatalogFiles, Page[Row]):
    """A catalog's list: publish and unpublish one by a switch, or many by an action."""

    list_editable: ClassVar[tuple[str, ...]] = ("sort", "is_published")
    list_filter: ClassVar[Any] = ("is_published",)
    ordering: ClassVar[tuple[str, ...]] = ("-sort", "pk")
    actions: ClassVar[tuple[str, ...]] = ("publish", "unpublish")

    class Media:
        css = {"all": ("qulive/files.css",)}

    @action(description=gettext_lazy("Publish: show in apps"), permissions=("change",))
    def publish(self, request: HttpRequest, rows: QuerySet[Row]) -> None:
        self.set_published(request, rows, published=True)

    @action(description=gettext_lazy("Unpublish: hide from apps"), permissions=("change",))
    def unpublish(self, request: HttpRequest, rows: QuerySet[Row]) -> None:
        self.set_published(request, rows, published=False)

    @transaction.atomic
    def set_published(self, request: HttpRequest, rows: QuerySet[Row], *, published: bool) -> None:
        changed = list(rows.exclude(is_published=published).order_by())
        self.model._default_manager.filter(pk__in=[row.pk for row in changed]).update(is_published=published)
        audit.log(request, changed, _("Published.") if published else _("Unpublished."))
        count = len(changed)
        if published:
            self.message_user(request, ngettext("%d is published now.", "%d are published now.", count) % count)
        else:
            self.message_user(request, ngettext("%d is hidden now.", "%d are hidden now.", count) % count)


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


class NumberedPage(PublishedPage[Row]):
    """Materials, whose ids apps keep and packages name: one may be set when a row is added."""

    form = NumberedForm

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        usual: tuple[Any, ...] = tuple(super().get_fieldsets(request, obj))
        more = ("created_at",) if obj else ("new_id", "created_at")
        folded = {**SECTIONS_FOLDED, "fields": (*self.rarely_changed, *more)}
        return (*usual, (_("Rarely changed"), folded))

    rarely_changed: ClassVar[tuple[str, ...]] = ()

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        new_id = None if change else form.cleaned_data.get("new_id")
        if new_id is None:
            super().save_model(request, obj, form, change)
            return
        obj.pk = new_id
        # Somebody may have taken the number meanwhile: theirs must not be overwritten.
        obj.save(force_insert=True)
        continue_ids_after([self.model])


@admin.display(description=gettext_lazy("id"), ordering="pk")
def number(row: Model) -> int:
    return int(row.pk)
