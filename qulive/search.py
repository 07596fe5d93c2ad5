"""Finding a piece of text among a million rows, in any script: `title__holds="海边"`.

PostgreSQL gets an index of all pairs of neighbouring characters. Its own trigrams need three in a row, and a
Chinese word has two. Elsewhere, and for a single character, the lookup is Django's `icontains`.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models.lookups import IContains

FUNCTION = """
CREATE OR REPLACE FUNCTION qulive_pairs(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(value, n, 2)), ARRAY[]::text[])
    FROM generate_series(1, length(value) - 1) AS n
$$
"""


class Holds(IContains):
    """Like `icontains`, whose name it keeps inside, and by the index of pairs where there is one."""

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self.as_sql(compiler, connection)
        column, of_column = self.process_lhs(compiler, connection)
        pairs = f"qulive_pairs({column}) @> qulive_pairs(UPPER(%s))"
        return f"({pairs} AND {sql})", (*of_column, self.rhs, *parameters)


models.CharField.register_lookup(Holds, "holds")


class IndexPairs(Operation):
    """A migration's step: index the pairs of characters of a column, on PostgreSQL."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, column: str, name: str) -> None:
        self.model, self.column, self.name = model, column, name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that a model knows of changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        schema_editor.execute(FUNCTION)
        schema_editor.execute(
            f'CREATE INDEX {self.name} ON "{table}" USING gin (qulive_pairs(UPPER("{self.column}"::text)))'
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {self.name}")

    def describe(self) -> str:
        return f"Index the pairs of characters of {self.model}.{self.column}"
