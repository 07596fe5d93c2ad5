"""What a catalog changes: found with one query per table, written in one short transaction."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from qulive.catalog.tables import Key, Reference, Row, Table, Values

BATCH = 500


@dataclass
class Plan:
    """What happens to one table's rows; values are by the model's attributes."""

    table: Table
    created: list[Values] = field(default_factory=list)
    changed: list[tuple[Values, Values]] = field(default_factory=list)
    unchanged: list[Values] = field(default_factory=list)
    gone: list[Values] = field(default_factory=list)

    @property
    def after(self) -> list[Values]:
        """The source's rows, as they will be."""
        return [*self.created, *(after for _before, after in self.changed), *self.unchanged]

    def lines(self) -> Iterator[str]:
        """Tell row by row what is created, changed field by field, or taken from the apps."""
        for row in self.created:
            yield f"create {self.name(row)}"
        for before, after in self.changed:
            yield f"change {self.name(before)}: {'; '.join(self.differences(before, after))}"
        for row in self.gone:
            yield f"{'unpublish' if has_state(self.table) else 'delete'} {self.name(row)}"

    def differences(self, before: Values, after: Values) -> Iterator[str]:
        if self.table.outer and before[self.table.outer] != after[self.table.outer]:
            yield f"{self.table.outer} {before[self.table.outer]} → {after[self.table.outer]}"
        for column in self.table.columns:
            old, new = before[column.name], after[column.name]
            if old != new:
                yield f"{column.wire} {column.dump(old)!r} → {column.dump(new)!r}"

    def name(self, row: Values) -> str:
        key = " ".join(str(row[name]) for name in self.table.key)
        title = row.get("name") or row.get("title") or ""
        return f"{self.table.model._meta.verbose_name} {key} {title}".rstrip()

    def write(self) -> None:
        """Write the rows that differ, and no others."""
        model, key = self.table.model, list(self.table.key)
        rows = [model(**values) for values in (*self.created, *(after for _before, after in self.changed))]
        model._default_manager.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=key,
            update_fields=[name for name in self.table.attributes if name not in key],
        )
        for batch in in_batches(self.gone):
            self.take_away(batch)

    def take_away(self, rows: Sequence[Values]) -> None:
        chosen = models.Q()
        for row in rows:
            chosen |= models.Q(**{name: row[name] for name in self.table.key})
        gone = self.table.model._default_manager.filter(chosen)
        if has_state(self.table):
            gone.update(is_published=False)
        else:
            gone.delete()


def compare(tables: Iterable[Table], rows: Iterable[Row], pruned: Container[str]) -> list[Plan]:
    """Say what the rows change. Of the sections in `pruned`, what is not among the rows goes."""
    of_table: dict[type[models.Model], dict[Key, Row]] = {}
    for row in rows:
        of_table.setdefault(row.table.model, {})[row.key] = row
    plans = []
    for section in tables:
        outer: dict[Key, Row] = of_table.get(section.model, {})
        for table in section.each():
            plan = compare_table(table, of_table.get(table.model, {}))
            if section.wire not in pruned:
                plan.gone.clear()
            elif not has_state(table):
                # An aspect goes with its MV, and of an MV that goes nothing more is said.
                plan.gone = [row for row in plan.gone if (row[table.outer],) in outer]
            plans.append(plan)
    return plans


def compare_table(table: Table, rows: dict[Key, Row]) -> Plan:
    plan = Plan(table)
    stored = {
        tuple(values[name] for name in table.key): values
        for values in table.model._default_manager.order_by("pk").values(*table.attributes)
    }
    for key, row in rows.items():
        before = stored.pop(key, None)
        stated = dict(row.values)
        table.settle(before, stated)
        after = {**(blank(table) if before is None else before), **stated}
        if before is None:
            plan.created.append(after)
        elif before != after:
            plan.changed.append((before, after))
        else:
            plan.unchanged.append(after)
    plan.gone.extend(values for values in stored.values() if values.get("is_published", True))
    return plan


def blank(table: Table) -> Values:
    """What a row has of which the manifest says nothing."""
    fields = table.model._meta.concrete_fields
    return {field.attname: field.get_default() for field in fields if field.attname in table.attributes}


def has_state(table: Table) -> bool:
    return "is_published" in table.attributes


def dangling(rows: Sequence[Row]) -> Iterator[str]:
    """Tell of references to what neither the manifest nor the database has."""
    references = [
        (row, column, row.values[column.name])
        for row in rows
        for column in row.table.columns
        if isinstance(column, Reference) and row.values.get(column.name)
    ]
    there = {model: ids_of(model, rows) for model in {column.to for _row, column, _id in references}}
    for row, column, wanted in references:
        if wanted not in there[column.to]:
            yield f"{row.place}: {column.wire}: there is no {column.to._meta.verbose_name} {wanted}."


def ids_of(model: type[models.Model], rows: Iterable[Row]) -> set[Any]:
    named = {row.values["id"] for row in rows if row.table.model is model}
    return named | set(model._default_manager.values_list("pk", flat=True))


def write(plans: Sequence[Plan]) -> None:
    for plan in plans:
        plan.write()
    continue_ids_after([plan.table.model for plan in plans])


def continue_ids_after(tables: list[type[models.Model]]) -> None:
    """Let the database give out ids above those that a catalog brought along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def in_batches(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
