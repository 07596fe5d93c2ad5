"""Parts of a row's page that come from a higher layer: videos don't know callbacks, their page shows them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.safestring import SafeString

# Returns the part's HTML; an empty text for whoever may not see it.
Panel = Callable[[HttpRequest, Any], SafeString | str]

_panels: dict[type[Model], list[Panel]] = defaultdict(list)


def on_page_of(model: type[Model]) -> Callable[[Panel], Panel]:
    """Show what the function returns on the page of every row of the model."""

    def register(panel: Panel) -> Panel:
        _panels[model].append(panel)
        return panel

    return register


def panels_of(request: HttpRequest, row: Model) -> list[SafeString | str]:
    return [found for panel in _panels[type(row)] if (found := panel(request, row))]
