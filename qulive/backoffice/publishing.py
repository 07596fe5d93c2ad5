"""Pages of catalogs: rows that apps see while they are published, each with its files."""

from typing import Any, ClassVar, TypeVar, cast

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_POST

from qulive import freshness
from qulive.backoffice import audit
from qulive.backoffice.base import Switch
from qulive.backoffice.decorators import action, display
from qulive.backoffice.files import CatalogFiles
from qulive.backoffice.ordering import OrderedPage, refusal

Row = TypeVar("Row", bound=Model)

FOLDED = ("collapse",)


class PublishedPage(CatalogFiles, OrderedPage[Row]):
    """A catalog's list: publish and unpublish one by a switch, which counts at once, or many by an action."""

    list_filter: ClassVar[Any] = ("is_published",)
    actions = ("publish", "unpublish")

    class Media:
        css = {"all": ("qulive/files.css",)}
        js = ("qulive/files.js",)

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        if not self.has_change_permission(request):
            return columns
        return ["switch" if name == "is_published" else name for name in columns]

    @display(description=gettext_lazy("published"))
    def switch(self, row: Row) -> SafeString:
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_switch", args=[row.pk])
        attributes = {"data-switch": url, "aria-label": _("published"), "autocomplete": "off"}
        published: bool = row.is_published  # type: ignore[attr-defined]  # a catalog's rows have it
        return cast(SafeString, Switch(attributes).render("", published))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_switch"
        view = self.admin_site.admin_view(self.switch_view)
        return [path("<int:object_id>/switch/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def switch_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Publish a row if `on` is sent, else hide it."""
        rows = self.get_queryset(request).filter(pk=object_id)
        if not self.has_change_permission(request, get_object_or_404(rows)):
            return refusal(_("You are not allowed to do this."), 403)
        self.set_published(request, rows, published="on" in request.POST)
        return JsonResponse({})

    @action(description=gettext_lazy("Publish: show in apps"), permissions=("change",))
    def publish(self, request: HttpRequest, rows: QuerySet[Row]) -> None:
        count = self.set_published(request, rows, published=True)
        self.message_user(request, ngettext("%d is published now.", "%d are published now.", count) % count)

    @action(description=gettext_lazy("Unpublish: hide from apps"), permissions=("change",))
    def unpublish(self, request: HttpRequest, rows: QuerySet[Row]) -> None:
        count = self.set_published(request, rows, published=False)
        self.message_user(request, ngettext("%d is hidden now.", "%d are hidden now.", count) % count)

    @transaction.atomic
    def set_published(self, request: HttpRequest, rows: QuerySet[Row], *, published: bool) -> int:
        """Return how many of the rows are changed by it."""
        changed = list(rows.exclude(is_published=published).order_by())
        self.model._default_manager.filter(pk__in=[row.pk for row in changed]).update(is_published=published)
        freshness.bump(self.version)
        audit.log(request, changed, gettext_noop("Published.") if published else gettext_noop("Unpublished."))
        return len(changed)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        if not change:
            self.enter(obj)
        super().save_model(request, obj, form, change)

    def enter(self, row: Row) -> None:
        """Let a new row enter on top, unless somebody says where."""
        if not getattr(row, self.order_field):
            highest = self.neighbours(row).aggregate(highest=Max(self.order_field))["highest"] or 0
            setattr(row, self.order_field, highest + 1)
