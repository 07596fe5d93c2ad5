"""Lists that people put in order, the highest number first. Others may reorder the same list meanwhile."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model, QuerySet

Row = TypeVar("Row", bound=Model)

BATCH = 500


class NotInList(Exception):
    """One of the two rows is not in the list, or no longer."""


@transaction.atomic
def move(rows: QuerySet[Row], field: str, moved: int, beside: int, *, above: bool) -> None:
    """Put the row `moved` right above or below the row `beside`; no other two change places.

    The list's numbers stay the same, only dealt out anew; where two rows share one, all are renumbered.
    Raises NotInList.
    """
    hold(rows.model)
    numbers = dict(rows.order_by(f"-{field}", "pk").values_list("pk", field))
    if moved not in numbers or beside not in numbers or moved == beside:
        raise NotInList
    order = [pk for pk in numbers if pk != moved]
    order.insert(order.index(beside) + (0 if above else 1), moved)
    slots = list(numbers.values())
    if len(set(slots)) < len(slots):
        slots = list(range(len(slots), 0, -1))
    write(rows, field, {pk: slot for pk, slot in zip(order, slots, strict=True) if numbers[pk] != slot})


def hold(model: type[Model]) -> None:
    """Let one move of a kind of rows wait for the other: their content type stands for the list."""
    kind = ContentType.objects.get_for_model(model)
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)


def write(rows: QuerySet[Row], field: str, numbers: dict[int, int]) -> None:
    """Give the rows their numbers: in two steps, since SQLite checks a unique number row by row."""
    if rows.model._meta.get_field(field).unique and numbers:  # type: ignore[union-attr]  # a plain column
        low, high = min(numbers.values()), max(numbers.values())
        top = rows.order_by(f"-{field}").values_list(field, flat=True)[0]
        rows.filter(**{f"{field}__range": (low, high)}).update(**{field: F(field) + top - low + 1})
    renumbered = [rows.model(pk=pk, **{field: number}) for pk, number in numbers.items()]
    rows.bulk_update(renumbered, [field], batch_size=BATCH)
