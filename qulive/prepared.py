"""Statements that apps and VOD cause all day: Django writes them once, as that takes it longer than asking.

Nothing here sends a signal.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from qulive.statement import Slot, Statement

__all__ = ["Prepared", "Slot", "insert", "load", "names_of", "update"]

Row = tuple[Any, ...]
Fields = list[Field[Any, Any]]
AnyModel = TypeVar("AnyModel", bound=Model)


class Written(NamedTuple):
    compiler: SQLCompiler
    statement: Statement
    converters: dict[int, Any]  # by column: what makes Python's values of the database's


class Prepared:
    """A query of `values_list` with slots. Nothing else may tell in its SQL: no language, no moment."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build: Final = build
        # Each kind of database has its own SQL.
        self._written: Final = cache(self._write)

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values of the slots."""
        database = connections[DEFAULT_DB_ALIAS]
        compiler, statement, converters = self._written(database.vendor)
        with database.cursor() as cursor:
            statement.run(database, cursor, values)
            found: list[Row] = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(found, converters)] if converters else found

    def _write(self, vendor: str) -> Written:
        compiler = self._build().query.get_compiler(DEFAULT_DB_ALIAS)
        statement = Statement(*compiler.as_sql())
        columns = [column for column, *_ in compiler.select]
        return Written(compiler, statement, compiler.get_converters(columns))


@cache
def names_of(model: type[Model]) -> tuple[str, ...]:
    """Return the columns of a whole row, in the order that `load` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def load(model: type[AnyModel], row: Sequence[Any]) -> AnyModel:
    """Return the instance that a row of these columns is."""
    return model.from_db(DEFAULT_DB_ALIAS, names_of(model), row)


def insert(row: Model) -> None:
    """Write a new row ahead of the next statement; its number stays unknown here."""
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _insertion(type(row), database.vendor)
    values = {one.attname: one.get_db_prep_save(one.pre_save(row, add=True), database) for one in fields}
    statement.run_later(database, values)


def update(row: Model, names: Iterable[str]) -> None:
    """Write these columns of a row that is there, ahead of the next statement."""
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _change(type(row), tuple(names), database.vendor)
    values = {one.attname: one.get_db_prep_save(getattr(row, one.attname), database) for one in fields}
    statement.run_later(database, values)


@cache
def _insertion(model: type[Model], vendor: str) -> tuple[Statement, Fields]:
    fields = [field for field in model._meta.concrete_fields if not field.db_returning]
    slots = model(**{field.attname: Slot(field.attname) for field in fields})
    query = InsertQuery(model)
    query.insert_values(fields, [slots], raw=True)
    return Statement(*query.get_compiler(DEFAULT_DB_ALIAS).as_sql()[0]), fields


@cache
def _change(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[Statement, Fields]:
    key, fields = model._meta.pk, {field.attname: field for field in model._meta.concrete_fields}
    query = UpdateQuery(model)
    query.add_update_values({name: Slot(name) for name in names})
    query.add_q(Q(pk=Slot(key.attname)))
    return Statement(*query.get_compiler(DEFAULT_DB_ALIAS).as_sql()), [*(fields[name] for name in names), key]
