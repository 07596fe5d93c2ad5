"""Pages of catalogs: rows that apps see while they are published, each with its files."""

from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qulive import freshness
from qulive.backoffice import audit
from qulive.backoffice.decorators import action
from qulive.backoffice.files import CatalogFiles
from qulive.backoffice.ordering import OrderedPage

Row = TypeVar("Row", bound=Model)

FOLDED = ("collapse",)


class PublishedPage(CatalogFiles, OrderedPage[Row]):
    """A catalog's list: publish and unpublish one by a switch, or many by an action."""

    list_editable: ClassVar[tuple[str, ...]] = ("is_published",)
    list_filter: ClassVar[Any] = ("is_published",)
    actions = ("publish", "unpublish")

    class Media:
        css = {"all": ("qulive/files.css",)}
        js = ("qulive/files.js",)

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
        freshness.bump(self.version)
        audit.log(request, changed, _("Published.") if published else _("Unpublished."))
        count = len(changed)
        if published:
            self.message_user(
                request, ngettext("%d is published now.", "%d are published now.", count) % count
            )
        else:
            self.message_user(request, ngettext("%d is hidden now.", "%d are hidden now.", count) % count)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        if not change:
            self.enter(obj)
        super().save_model(request, obj, form, change)

    def enter(self, row: Row) -> None:
        """Let a new row enter on top, unless somebody says where."""
        if not getattr(row, self.order_field):
            highest = self.neighbours(row).aggregate(highest=Max(self.order_field))["highest"] or 0
            setattr(row, self.order_field, highest + 1)
