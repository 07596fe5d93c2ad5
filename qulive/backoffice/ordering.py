"""Pages whose rows are dragged into order. A drop counts at once, relative to the row beside it.

So it is right on page 2, under a search, and while somebody else moves rows of the same list.
"""

from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from qulive import freshness, ordering
from qulive.api.paging import row_id
from qulive.backoffice import audit
from qulive.backoffice.decorators import display
from qulive.backoffice.remembered import RememberedPage

Row = TypeVar("Row", bound=Model)

HANDLE = """
<span class="order-handle" data-move="{}" data-move-failed="{}" title="{}">
  <span class="material-symbols-outlined cursor-move select-none">drag_indicator</span>
  <button type="button" data-step="up" title="{}" aria-label="{}">
    <span class="material-symbols-outlined">keyboard_arrow_up</span>
  </button>
  <button type="button" data-step="down" title="{}" aria-label="{}">
    <span class="material-symbols-outlined">keyboard_arrow_down</span>
  </button>
</span>
"""


class OrderedPage(RememberedPage[Row]):
    """A list in the order that apps see, which is the only order it has."""

    order_field: ClassVar[str] = "sort"
    sortable_by: ClassVar[tuple[str, ...]] = ()

    class Media:
        js = ("qulive/ordering.js",)
        css = {"all": ("qulive/ordering.css",)}

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return (f"-{self.order_field}", "pk")

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return ("place", *columns) if self.has_change_permission(request) else columns

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return super().get_list_display_links(request, [name for name in list_display if name != "place"])

    @display(description=gettext_lazy("Order"))
    def place(self, row: Row) -> SafeString:
        meta = self.opts
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_move", args=[row.pk])
        up, down = _("Move up"), _("Move down")
        failed = _("The server did not answer, so nothing was changed.")
        return format_html(HANDLE, url, failed, _("Drag into order"), up, up, down, down)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<int:object_id>/move/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def move_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Move a row `above` or `below` the row with that id; what else there is stays in its order."""
        row = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, row):
            return refusal(_("You are not allowed to do this."), 403)
        above = "above" in request.POST
        beside = row_id(request.POST.get("above" if above else "below", ""))
        try:
            self.move(row, beside, above=above)
        except ordering.NotInList:
            return refusal(_("The list has changed meanwhile. Load the page again."), 409)
        audit.log(request, [row], gettext_noop("Moved to another place in the list."))
        return JsonResponse({})

    @transaction.atomic
    def move(self, row: Row, beside: int, *, above: bool) -> None:
        """Raises NotInList."""
        ordering.move(self.neighbours(row), self.order_field, row.pk, beside, above=above)
        freshness.bump(self.version)

    def neighbours(self, row: Row) -> QuerySet[Row]:
        """Return the list that the row is in, itself included."""
        return self.model._default_manager.all()


def refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
