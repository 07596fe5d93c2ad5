"""Pages of a long list without counting all of it: a million rows cost what a thousand do."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

# A list counts and turns pages so far; whoever looks for more wants a search or a filter.
MOST = 1000


class OrMore(int):
    """A number that stands for itself and everything above, and shows as `1000+`."""

    def __str__(self) -> str:
        return f"{int(self)}+"


class CappedPaginator(Paginator[Any]):
    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        # In any order: the database may stop at whatever row it likes.
        found = rows.order_by().values("pk")[: MOST + 1].count()
        return found if found <= MOST else OrMore(MOST)
