"""Finding a piece of text among a million rows, in any script: `title__holds="海边"`.

PostgreSQL gets an index of all single characters and pairs of neighbours. Its own trigrams need three in
a row, and a Chinese word has one or two. On other databases the lookup is Django's `icontains`.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models.lookups import IContains

FUNCTION = """
CREATE OR REPLACE FUNCTION qulive_pieces(value text, smallest int) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(value, at, size)), ARRAY[]::text[])
    FROM generate_series(smallest, 2) AS size, generate_series(1, length(value) - size + 1) AS at
$$
"""


class Holds(IContains):
    """Like `icontains`, whose name it keeps inside, and by the index of pieces where there is one."""

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self.as_sql(compiler, connection)
        column, of_column = self.process_lhs(compiler, connection)
        smallest = min(len(str(self.rhs)), 2)
        pieces = f"qulive_pieces({column}, 1) @> qulive_pieces(UPPER(%s), {smallest})"
        # The cheap comparison first, for plans that look at rows. COALESCE hides it from the planner, which
        # would count its rarity on top of that of the pieces, and then read every row with a common word.
        return f"(COALESCE({sql}, FALSE) AND {pieces})", (*parameters, *of_column, self.rhs)


models.CharField.register_lookup(Holds, "holds")


class IndexPieces(Operation):
    """A step of a migration that is not atomic: index the pieces of a column's texts, on PostgreSQL.

    It takes minutes for a million rows, so nobody who writes meanwhile waits for it.
    """

    reduces_to_sql = True
    reversible = True
    atomic = False

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
        pieces = f'qulive_pieces(UPPER("{self.column}"::text), 1)'
        # One that was broken off is there, and of no use.
        schema_editor.execute(f"DROP INDEX IF EXISTS {self.name}")
        schema_editor.execute(f'CREATE INDEX CONCURRENTLY {self.name} ON "{table}" USING gin ({pieces})')

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {self.name}")

    def describe(self) -> str:
        return f"Index the pieces of {self.model}.{self.column}"
