"""How a manifest's rows and a model's rows correspond. The apps declare it, nobody else knows the wire."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.core.files.storage import Storage
from django.db import models
from django.utils import timezone

from qulive.catalog.content import Content

Values = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A text, by its name on the wire and in the model."""

    wire: str
    name: str

    def states(self, row: Mapping[str, Any]) -> bool:
        """Tell whether the row says anything about it; what it doesn't say stays as it is."""
        return row.get(self.wire) is not None

    def load(self, value: Any) -> Any:
        return value

    def dump(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Number(Column):
    """A whole number, or one in digits, as some servers write it; no digits are no statement."""

    def states(self, row: Mapping[str, Any]) -> bool:
        return row.get(self.wire) not in (None, "")

    def load(self, value: Any) -> int:
        return int(value)


@dataclass(frozen=True)
class Digits(Number):
    """The same where the wire has nothing but texts."""

    def dump(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True)
class Reference(Column):
    """The id of a row of another table; 0 is none."""

    to: type[models.Model]

    def states(self, row: Mapping[str, Any]) -> bool:
        return row.get(self.wire) not in (None, "")

    def load(self, value: Any) -> int | None:
        return int(value) or None

    def dump(self, value: Any) -> int:
        return value or 0


@dataclass(frozen=True)
class Moment(Column):
    """A time, `2019-03-19 14:32:38.0`, in Shanghai unless it says otherwise."""

    def states(self, row: Mapping[str, Any]) -> bool:
        return bool(row.get(self.wire))

    def load(self, value: Any) -> datetime:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else timezone.make_aware(moment)

    def dump(self, value: datetime) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S.%f}"


@dataclass(frozen=True)
class FileColumn(Column):
    """A file of the catalog, which comes to lie in a storage, or an absolute URL."""

    content: Content
    # An address elsewhere would be of no use to anybody.
    always_ours: bool = False
    md5: str = ""


@dataclass(frozen=True)
class Table:
    """A list of rows in the manifest, and the model that they become rows of."""

    wire: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    # Rows within a row, which they know by this attribute.
    inner: "Table | None" = None
    outer: str = ""
    # Adds to what the manifest states of a row, in view of what the row was.
    settle: Callable[[Values | None, Values], None] = lambda before, stated: None

    @property
    def within(self) -> "Table":
        """The inner table, of a table that has one."""
        return cast(Table, self.inner)

    @property
    def attributes(self) -> list[str]:
        return [column.name for column in self.columns] + [self.outer] * bool(self.outer)

    @property
    def files(self) -> list[FileColumn]:
        return [column for column in self.columns if isinstance(column, FileColumn)]

    def storage(self, column: FileColumn) -> Storage:
        return self._field(column).storage

    def folder(self, column: FileColumn) -> str:
        return str(self._field(column).upload_to)

    def _field(self, column: FileColumn) -> models.FileField:
        return cast(models.FileField, self.model._meta.get_field(column.name))

    def each(self) -> Iterator["Table"]:
        yield self
        if self.inner:
            yield self.inner


@dataclass(slots=True)
class Row:
    """What the manifest says of one row, in the model's words."""

    table: Table
    place: str
    values: Values = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return tuple(self.values[name] for name in self.table.key)

    def __str__(self) -> str:
        return f"{self.table.model._meta.verbose_name} {' '.join(map(str, self.key))}"
