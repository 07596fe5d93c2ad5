"""Filters of lists: by one value of a state, and by days. What unfold's own get wrong is put right here."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import DateField
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import DropdownFilter, RangeDateFilter

# Stands for the empty value of a state, which in a URL would mean "all".
NOTHING = "-"


class ChoiceFilter(DropdownFilter):  # type: ignore[misc]  # unfold has no types
    """One value out of a few."""


class StateFilter(ChoiceFilter):
    """Rows whose `field` has one of its choices. In a URL: `review__exact=check`, `-` for the empty one."""

    field: ClassVar[str]

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        self.states = model._meta.get_field(self.field)
        self.title = self.states.verbose_name
        self.parameter_name = f"{self.field}__exact"
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value or NOTHING, label) for value, label in self.states.choices]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return rows.filter(**{self.field: "" if value == NOTHING else value}) if value else rows


def state_filter(name: str) -> type[StateFilter]:
    return type(f"{name}_filter", (StateFilter,), {"field": name})


class DaysFilter(RangeDateFilter):  # type: ignore[misc]  # as above
    """Rows of these days, the last one included, as days are where the operators are."""

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        first, last = self.day("from"), self.day("to")
        if first:
            rows = rows.filter(**{f"{self.parameter_name}__gte": midnight(first)})
        if last:
            rows = rows.filter(**{f"{self.parameter_name}__lt": midnight(last + timedelta(days=1))})
        return rows

    def day(self, end: str) -> date | None:
        """Return the day that was asked for; what is no day asks for nothing."""
        text = self.used_parameters.get(f"{self.parameter_name}_{end}") or ""
        try:
            return DateField(required=False).to_python(text)
        except ValidationError:
            return None


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
