"""A model's rows as rows of a table: exported, and taken back in whole or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tablib
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, ModelResource
from import_export.results import Error, Result, RowResult

from qulive.backoffice.changes import Changes
from qulive.backoffice.imported_cells import Cell, cell_of
from qulive.catalog.plan import continue_ids_after

BATCH = 500


class Rows(BaseInstanceLoader):  # type: ignore[misc]  # import-export has no types
    """Finds the rows that a table names, all with one query."""

    def __init__(self, resource: "CatalogResource", dataset: tablib.Dataset) -> None:
        super().__init__(resource, dataset)
        (key,) = resource.get_import_id_fields()
        self.field: Field = resource.fields[key]
        keys = {self.key(value) for value in column(dataset, self.field.column_name)} - {None}
        found = resource.get_queryset().filter(**{f"{key}__in": keys})
        self.rows = {self.field.get_value(row): row for row in found}

    def key(self, value: Any) -> Any:
        try:
            return None if value in (None, "") else self.field.widget.clean(value)
        except ValueError:
            # Said where the cell is read.
            return None

    def get_instance(self, row: dict[str, Any]) -> models.Model | None:
        return self.rows.get(self.key(row.get(self.field.column_name)))


class CatalogResource(ModelResource):  # type: ignore[misc]  # as above
    """Export and import of a catalog's model. A blank number, switch or id keeps what the row has."""

    class Meta:
        import_id_fields = ["id"]
        instance_loader_class = Rows
        # All at the end: rows with ids come first, so that none of the others is given one of theirs.
        use_bulk = True
        batch_size = None
        skip_unchanged = True
        report_skipped = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seen: dict[Any, int] = {}

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:  # noqa: FBT001
        return Field(
            attribute=django_field.attname,
            column_name=field_name,
            widget=cell_of(django_field),
            readonly=readonly,
        )

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Changes

    # --- Columns ------------------------------------------------------------------------------

    def titles(self) -> list[str]:
        """Return the columns' titles in the operator's language."""
        return [self.title(field) for field in self.get_import_fields()]

    @cached_property
    def escaped_titles(self) -> list[str]:
        return [escape(title) for title in self.titles()]

    def title(self, field: Field) -> str:
        return str(capfirst(self._meta.model._meta.get_field(field.column_name).verbose_name))

    def names(self) -> dict[str, str]:
        """Return the columns by everything they may be called: their names, and titles in any language."""
        found = {}
        for field in self.get_import_fields():
            found[field.column_name.lower()] = field.column_name
            for code, _name in settings.LANGUAGES:
                with translation.override(code):
                    found[self.title(field).lower()] = field.column_name
        return found

    def rename(self, dataset: tablib.Dataset) -> Iterator[str]:
        """Call the columns by their names; tell of those that are unknown, there twice, or missing."""
        names = self.names()
        headers = [names.get(str(header).strip().lower(), "") for header in dataset.headers]
        known = ", ".join(self.titles())
        for header, name in zip(dataset.headers, headers, strict=True):
            if not name:
                yield _("There is no column “%(header)s”. The columns are: %(known)s.") % {
                    "header": header,
                    "known": known,
                }
            elif headers.count(name) > 1:
                yield _("The column “%s” is there more than once.") % header
        for key in self.get_import_id_fields():
            if key not in ("id", *headers):
                yield _("The column “%s” is missing: it tells which row is meant.") % self.title(
                    self.fields[key]
                )
        dataset.headers = headers

    # --- Import -------------------------------------------------------------------------------

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Result:
        problems = list(self.rename(dataset))
        if problems:
            result = Result()
            for problem in problems:
                result.append_base_error(Error(ValueError(problem)))
            return result
        return super().import_data(dataset, *args, **{**kwargs, "rollback_on_validation_errors": True})

    def import_row(self, row: dict[str, Any], instance_loader: Rows, **kwargs: Any) -> RowResult:
        if any(value not in (None, "") for value in row.values()):
            return super().import_row(row, instance_loader, **kwargs)
        result = RowResult()
        result.import_type = RowResult.IMPORT_TYPE_SKIP
        return result

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        (key,) = self.get_import_id_fields()
        value = str(row.get(self.fields[key].column_name) or "").strip()
        first = self.seen.setdefault(value, kwargs["row_number"]) if value else kwargs["row_number"]
        if first != kwargs["row_number"]:
            # The titles are row 1.
            raise ValidationError({key: _("It is in row %d already. Take one of the two out.") % (first + 1)})

    def import_field(
        self, field: Field, instance: models.Model, row: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        cell: Cell = field.widget
        if not (cell.blank_keeps and str(row.get(field.column_name, "")).strip() == ""):
            super().import_field(field, instance, row, *args, **kwargs)

    def validate_instance(
        self,
        instance: models.Model,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,  # noqa: FBT001, FBT002
    ) -> None:
        """Check the fields as a form does, but without a query: references are checked by their cells."""
        errors = dict(import_validation_errors or {})
        references = [field for field in instance._meta.fields if isinstance(field, models.ForeignKey)]
        for field in references:
            if not field.null and getattr(instance, field.attname) is None and field.attname not in errors:
                errors[field.name] = ValidationError(_("Write the id of one that there is."))
        try:
            instance.clean_fields(exclude={*errors, *(field.name for field in references)})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    create_instances: list[models.Model]
    update_instances: list[models.Model]

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        rows = self.create_instances
        for self.create_instances in ([row for row in rows if row.pk], [row for row in rows if not row.pk]):
            super().bulk_create(*args, **{**kwargs, "batch_size": BATCH})
            continue_ids_after([self._meta.model])

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Write what changed in a few statements, as a catalog's plan does, with no CASE for every cell."""
        rows, self.update_instances = self.update_instances, []
        self._meta.model._default_manager.bulk_create(
            rows, BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=self.written()
        )

    def written(self) -> Sequence[str]:
        """Return the model's fields that have columns."""
        return [field.column_name for field in self.get_import_fields() if field.column_name != "id"]

    # --- Problems -----------------------------------------------------------------------------

    def problems(self, result: Result) -> list[str]:
        """Say what is wrong, each with its row and column."""
        return [
            *(str(error.error) for error in result.base_errors),
            *(
                _("Row %(row)d: %(problem)s") % {"row": row.number + 1, "problem": error.error}
                for row in result.error_rows
                for error in row.errors
            ),
            *(line for row in result.invalid_rows for line in self.sentences(row.number + 1, row.error_dict)),
        ]

    def sentences(self, row: int, errors: dict[str, Iterable[Any]]) -> Iterator[str]:
        titles = {field.attribute: self.title(field) for field in self.get_import_fields()}
        titles |= {field.column_name: self.title(field) for field in self.get_import_fields()}
        for name, messages in errors.items():
            for message in messages:
                about = {"row": row, "column": titles.get(name, ""), "problem": message}
                if about["column"]:
                    yield _("Row %(row)d, column “%(column)s”: %(problem)s") % about
                else:
                    yield _("Row %(row)d: %(problem)s") % about


def column(dataset: tablib.Dataset, name: str) -> list[Any]:
    return dataset[name] if name in dataset.headers else []


def count_of(result: Result) -> str:
    """Say how many rows are new, change, or stay."""
    new, changed, same = (
        result.totals[kind]
        for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP)
    )
    return ", ".join(
        [
            ngettext("%d new", "%d new", new) % new,
            ngettext("%d changed", "%d changed", changed) % changed,
            ngettext("%d unchanged", "%d unchanged", same) % same,
        ]
    )
