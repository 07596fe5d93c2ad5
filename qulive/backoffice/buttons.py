"""Buttons on a row's page that do one thing, such as disabling a user: at once, or once it is confirmed."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from qulive.backoffice import confirming
from qulive.backoffice.base import Page, Row


class PageWithButtons(Page[Row]):
    """A page whose template has buttons (backoffice/button.html) that post to the methods named here.

    Such a method takes the request and the row, does its work and leaves a message.
    """

    buttons: ClassVar[tuple[str, ...]] = ()
    # What is asked first, by button.
    questions: ClassVar[Mapping[str, confirming.Question]] = {}

    def may_press(self, request: HttpRequest, row: Row) -> bool:
        return self.has_change_permission(request, row)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.press))
        name = f"{self.opts.app_label}_{self.opts.model_name}_press"
        return [path("<int:pk>/press/<slug:button>/", view, name=name), *super().get_urls()]

    def press(self, request: HttpRequest, pk: int, button: str) -> HttpResponse:
        row = self.get_object(request, str(pk))
        if row is None or button not in self.buttons:
            raise Http404
        if not self.may_press(request, row):
            raise PermissionDenied
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        if button in self.questions and not confirming.is_confirmed(request):
            rows = self.get_queryset(request).filter(pk=pk)
            return confirming.ask(self, request, self.questions[button], rows, back=back)
        getattr(self, button)(request, row)
        return redirect(back)
