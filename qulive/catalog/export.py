"""A catalog written into a folder, from which seeding takes it back without a difference."""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage
from django.urls import reverse

from qulive.catalog import NAME
from qulive.catalog.errors import refuse
from qulive.catalog.files import in_threads
from qulive.catalog.progress import Progress
from qulive.catalog.tables import Table, Values
from qulive.storage import URL_SCHEMES


def export(tables: Iterable[Table], folder: Path, progress: Progress) -> dict[str, int]:
    """Write the tables' rows and files; return how many rows of what. Raises BadCatalog."""
    sections = {table: rows_of(table) for table in tables}
    files = {name: storage for table in sections for name, storage in files_of(table)}

    def copied(file: tuple[str, Storage]) -> str:
        name, storage = file
        try:
            copy(storage, name, folder)
        except (OSError, SuspiciousFileOperation) as error:
            return f"{name} can't be copied: {error}."
        return ""

    refuse(filter(None, in_threads(copied, list(files.items()), progress, "Copying files")))
    manifest = {
        "$schema": settings.PUBLIC_URL + reverse("catalog-schema"),
        **{table.wire: rows for table, rows in sections.items()},
    }
    # Last and at once, so that a folder with a manifest is a whole one.
    partial = folder / f"{NAME}.part"
    partial.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(folder / NAME)
    return {what: count for table, rows in sections.items() for what, count in counts(table, rows)}


def counts(table: Table, rows: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    yield str(table.model._meta.verbose_name_plural), len(rows)
    if table.inner:
        inside = sum(len(row[table.inner.wire]) for row in rows)
        yield str(table.inner.model._meta.verbose_name_plural), inside


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Return a table's rows in the manifest's words, with their inner rows."""
    inner: dict[Any, list[dict[str, Any]]] = {}
    if table.inner:
        for values in stored(table.inner):
            inner.setdefault(values[table.inner.outer], []).append(dumped(table.inner, values))
    rows = []
    for values in stored(table):
        row = dumped(table, values)
        if table.inner:
            row[table.inner.wire] = inner.get(values[table.key[0]], [])
        rows.append(row)
    return rows


def stored(table: Table) -> Iterable[Values]:
    # Ids that nobody states are given in the manifest's order, and tell rows of the same `sort` apart.
    return table.model._default_manager.order_by("pk").values(*table.attributes)


def dumped(table: Table, values: Values) -> dict[str, Any]:
    return {column.wire: column.dump(values[column.name]) for column in table.columns}


def files_of(table: Table) -> Iterable[tuple[str, Storage]]:
    """Return the names that are made of their content, so that the same one twice is one file."""
    for part in table.each():
        for column in part.files:
            names = part.model._default_manager.exclude(**{column.name: ""})
            for name in names.values_list(column.name, flat=True):
                if not name.startswith(URL_SCHEMES):
                    yield name, part.storage(column)


def copy(storage: Storage, name: str, folder: Path) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise SuspiciousFileOperation(f"it would be outside of {folder}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with storage.open(name) as source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream)
