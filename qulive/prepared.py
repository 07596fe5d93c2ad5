"""Queries that apps cause all day: Django writes their SQL once, since that takes it longer than asking."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]


class Slot(Value):
    """Stands in a filter for a number or a text that comes with each asking."""

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Written(NamedTuple):
    compiler: SQLCompiler
    sql: str
    parameters: Row
    converters: dict[int, Any]  # by column: what makes Python's values of the database's


class Prepared:
    """A query of `values_list` with slots. Nothing else may tell in its SQL: no language, no moment."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build: Final = build
        # Each kind of database has its own SQL.
        self._written: Final = cache(self._write)

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values of the slots."""
        compiler, sql, parameters, converters = self._written(connection.vendor)
        filled = [values[one.value] if isinstance(one, Slot) else one for one in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            found: list[Row] = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(found, converters)] if converters else found

    def _write(self, vendor: str) -> Written:
        compiler = self._build().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        return Written(compiler, sql, tuple(parameters), compiler.get_converters(columns))
