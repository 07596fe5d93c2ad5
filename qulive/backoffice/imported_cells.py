"""How a cell of an imported table becomes a value. What it can't become is said in words."""

import re
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from qulive.backoffice.files import URL_MOST, check_url, is_url
from qulive.storage import FileOrUrlField

INTEGER = re.compile(r"-?[0-9]+")
YES = frozenset({"1", "true", "yes", "y", "on", "是", "真"})
NO = frozenset({"0", "false", "no", "n", "off", "否", "假"})


class Cell(Widget):  # type: ignore[misc]  # import-export has no types
    """A cell; a blank one may say nothing, and then the row keeps what it has."""

    blank_keeps = False

    def __init__(self, field: models.Field[Any, Any]) -> None:
        super().__init__()
        self.field = field

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class Text(Cell):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        # A title of digits is a number in Excel.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value)


class WholeNumber(Cell):
    blank_keeps = True

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        text = str(value).strip().removesuffix(".0")
        if not INTEGER.fullmatch(text):
            raise ValueError(_("“%s” is no whole number. Write digits, such as 12.") % value)
        number = int(text)
        if self.field.primary_key and not 0 < number < 2**63:
            raise ValueError(_("“%s” can't be an id. Ids are numbers from 1.") % value)
        return number


class Switch(Cell):
    blank_keeps = True

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        text = str(value).strip().removesuffix(".0").lower()
        if text not in YES | NO:
            raise ValueError(_("“%s” is neither 1 (yes) nor 0 (no).") % value)
        return text in YES

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> int:
        return int(bool(value))


class Reference(Cell):
    """The id of a row of another table; 0 is none."""

    def __init__(self, field: models.ForeignKey[Any, Any]) -> None:
        super().__init__(field)
        self.to: type[models.Model] = field.related_model
        self.blank_keeps = not field.null
        self.known: set[Any] | None = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = str("" if value is None else value).strip().removesuffix(".0")
        if text in ("", "0"):
            return None
        if self.known is None:
            self.known = set(self.to._default_manager.values_list("pk", flat=True))
        if not INTEGER.fullmatch(text) or int(text) not in self.known:
            name = self.to._meta.verbose_name
            raise ValueError(
                _("There is no %(name)s with the id “%(id)s”. Write the id of one that there is.")
                % {"name": name, "id": value}
            )
        return int(text)


class File(Cell):
    """A URL, or the name that a file has in our storage."""

    def __init__(self, field: models.FileField) -> None:
        super().__init__(field)
        self.file_field = field
        self.known: set[str] | None = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        name = str("" if value is None else value).strip()
        if not name or self.is_known(name):
            return name
        if len(name) > URL_MOST:
            raise ValueError(_("It is longer than %d characters.") % URL_MOST)
        if is_url(name) and isinstance(self.field, FileOrUrlField):
            check_url(name)
            return name
        self.check_stored(name)
        return name

    def is_known(self, name: str) -> bool:
        """Tell whether a row has this file already; then nobody needs to look for it."""
        if self.known is None:
            names = self.file_field.model._default_manager.values_list(self.field.name, flat=True)
            self.known = set(names.distinct().order_by())
        return name in self.known

    def check_stored(self, name: str) -> None:
        """Raises ValueError, unless there is such a file where uploads of this column go."""
        try:
            there = name.startswith(f"{self.file_field.upload_to}/") and self.file_field.storage.exists(name)
        except SuspiciousFileOperation:
            there = False
        if not there:
            raise ValueError(self.unknown() % name)
        if self.known is not None:
            self.known.add(name)

    def unknown(self) -> str:
        if isinstance(self.field, FileOrUrlField):
            return _(
                "“%s” is no file that was uploaded here, and no URL. Write a URL that begins with https://, "
                "or leave the cell blank and upload the file on the row's own page."
            )
        return _(
            "“%s” is no file that was uploaded here. Leave the cell blank, and upload the file on the row's "
            "own page."
        )

    def render(self, value: FieldFile | str | None, obj: Any = None, **kwargs: Any) -> str:
        return str(getattr(value, "name", value) or "")


def cell_of(field: models.Field[Any, Any]) -> Cell:
    """Return how cells of this field are read and written."""
    match field:
        case models.FileField():
            return File(field)
        case models.ForeignKey():
            return Reference(field)
        case models.BooleanField():
            return Switch(field)
        case models.IntegerField():
            return WholeNumber(field)
    return Text(field)
