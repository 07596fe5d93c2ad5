"""Pages as the apps ask for them."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from qulive.api.fields import ClampedInteger

PAGE_SIZE_MOST = 50
ID_DIGITS_MOST = 18  # of what a database takes for an id
# Far beyond any list, and small enough for a database's OFFSET.
PAGE_INDEX_MOST = 10**9

Row = TypeVar("Row", bound=Model)


class PageParameters(serializers.Serializer[Any]):
    pageIndex = ClampedInteger(least=1, most=PAGE_INDEX_MOST, default=1, source="index")
    pageSize = ClampedInteger(least=1, most=PAGE_SIZE_MOST, default=10, source="size")


def page(rows: QuerySet[Row], *, index: int, size: int) -> QuerySet[Row]:
    """Return the page `index`, counted from 1; past the end it is empty."""
    start = (index - 1) * size
    return rows[start : start + size]


def row_id(text: str) -> int:
    """Read an id that we showed; anything else becomes an id that no row has."""
    digits = text.isascii() and text.isdigit() and len(text) <= ID_DIGITS_MOST
    return int(text) if digits else 0
