"""What an import makes of a row, as its preview shows it."""

from typing import Any

from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from import_export.resources import Diff


class Changes(Diff):  # type: ignore[misc]  # import-export has no types
    """What becomes of a row: columns with what was and what will be."""

    def __init__(self, resource: Any, instance: models.Model, new: bool) -> None:  # noqa: FBT001
        super().__init__(resource, instance, new)
        self.titles = resource.escaped_titles

    def as_html(self) -> SafeString:
        both = zip(self.titles, self.left, self.right, strict=True)
        if self.new:
            new = [
                f"<div><b>{title}</b> {escape(after)}</div>" for title, _before, after in both if after != ""
            ]
            return mark_safe("".join(new))  # noqa: S308 - escaped, as below
        changed = [
            f"<div><b>{title}</b> <del>{escape(before)}</del> → {escape(after)}</div>"
            for title, before, after in both
            if before != after
        ]
        return mark_safe("".join(changed))  # noqa: S308
