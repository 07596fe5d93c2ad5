"""Import and export on a catalog's page: a file, a preview of every change, and then all of it or nothing."""

import logging
import time
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm
from import_export.results import Result
from import_export.tmp_storages import MediaStorage

from qulive import freshness
from qulive.backoffice.base import ExportForm, ImportForm
from qulive.backoffice.publishing import PublishedPage
from qulive.backoffice.resources import CatalogResource, count_of
from qulive.backoffice.sheets import FORMATS, SIZE_MOST, BadSheet, Sheet, TooManyRows
from qulive.catalog.content import MEGABYTE

Row = TypeVar("Row", bound=Model)

logger = logging.getLogger(__name__)

# What a page can say above itself.
PROBLEMS_MOST = 10

WAITING = "imports"
# Files that were looked at and never confirmed go after a day.
DAY = 24 * 60 * 60  # seconds


class Waiting(MediaStorage):  # type: ignore[misc]  # import-export has no types
    """Where a file waits between preview and confirmation: in the private storage, which all machines see."""

    def _configure_storage(self) -> None:
        self._storage = storages["private"]

    def get_full_path(self) -> str:
        return f"{WAITING}/{self.name}"


class SheetForm(ImportForm):  # type: ignore[misc]  # unfold has no types
    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > SIZE_MOST:
            raise forms.ValidationError(_("The file is larger than %d MB.") % (SIZE_MOST // MEGABYTE))
        return file


class ConfirmForm(ConfirmImportForm):  # type: ignore[misc]  # as above
    format = forms.ChoiceField(choices=[(str(n), n) for n in range(len(FORMATS))], widget=forms.HiddenInput)


class ImportExportPage(ImportExportMixin, PublishedPage[Row]):  # type: ignore[misc]  # as above
    resource_classes: ClassVar[list[type[CatalogResource]]]
    formats = FORMATS
    import_form_class = SheetForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    tmp_storage_class = Waiting
    import_template_name = "backoffice/import.html"
    export_template_name = "backoffice/export.html"
    # What takes in more than a request can.
    command: ClassVar[str] = "manage.py seed_materials"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_add_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    # --- Export -------------------------------------------------------------------------------

    def get_export_data(
        self, file_format: Sheet, request: HttpRequest, queryset: QuerySet[Row], **kwargs: Any
    ) -> bytes:
        data = self.get_data_for_export(request, queryset, force_native_type=True, **kwargs)
        if file_format.has_titles:
            data.headers = self.resource().titles()
        return file_format.export_data(data)

    def init_request_context_data(self, request: HttpRequest, form: forms.Form) -> dict[str, Any]:
        context: dict[str, Any] = super().init_request_context_data(request, form)
        return {**context, "fields_list": [(self.opts.verbose_name, self.resource().titles())]}

    # --- Import -------------------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response: Any = super().import_action(request, **kwargs)
        context = response.context_data
        resource = self.resource()
        context["fields_list"] = [(self.opts.verbose_name, resource.titles())]
        if result := context.get("result"):
            context["problems"] = resource.problems(result)
            context["count"] = count_of(result)
        return cast(HttpResponse, response)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            # The rows and their entries in the log, or neither.
            with transaction.atomic():
                response: HttpResponse = super().process_import(request, **kwargs)
        except (FileNotFoundError, BadSheet):
            messages.error(request, _("This file was imported already, or waited too long. Choose it again."))
            return self.back_to("import")
        return response

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """What was right in the preview may have become wrong meanwhile: nothing was written then."""
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, _("Nothing was imported, since the catalog has changed meanwhile."))
            for problem in self.resource().problems(result)[:PROBLEMS_MOST]:
                messages.error(request, problem)
            return self.back_to("import")
        freshness.bump(self.version)
        self.generate_log_entries(result, request)
        messages.success(request, _("Imported: %s.") % count_of(result))
        return self.back_to("changelist")

    def _create_log_entry(
        self, user_pk: Any, rows: Iterable[Row], import_type: str, action_flag: int
    ) -> None:
        LogEntry.objects.log_actions(user_pk, rows, action_flag, gettext_noop("Imported from a file."))

    def write_to_tmp_storage(self, import_file: Any, input_format: Sheet) -> Waiting:
        forget_old()
        waiting: Waiting = super().write_to_tmp_storage(import_file, input_format)
        return waiting

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        if not isinstance(e, BadSheet):
            logger.warning("An import could not be read.", exc_info=e)
            form.add_error("import_file", _("The file can't be read. Save it once more, and try again."))
            return
        hint = _("“%s” takes in as many as there are.") % self.command
        form.add_error("import_file", f"{e} {hint}" if isinstance(e, TooManyRows) else str(e))

    def resource(self) -> CatalogResource:
        (resource,) = self.resource_classes
        return resource()

    def back_to(self, page: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"))


def forget_old() -> None:
    storage = storages["private"]
    try:
        _folders, names = storage.listdir(WAITING)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{WAITING}/{name}"
        if storage.get_modified_time(path).timestamp() < time.time() - DAY:
            storage.delete(path)
