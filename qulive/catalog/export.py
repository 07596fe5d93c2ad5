"""A catalog written into a folder, from which seeding takes it back without a difference."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage

from qulive.catalog.errors import BadCatalog, refuse
from qulive.catalog.manifest import NAME
from qulive.catalog.progress import Progress
from qulive.catalog.tables import FileColumn, Table, Values
from qulive.storage import URL_SCHEMES


def export(tables: Iterable[Table], folder: Path, progress: Progress) -> dict[str, int]:
    """Write the tables' rows and files; return how many rows of each. Raises BadCatalog."""
    exported = {table.wire: rows_of(table) for table in tables}
    files = {file: storage for table in tables for file, storage in files_of(table)}
    problems: list[str] = []
    with progress.of(len(files), "Copying files") as step:
        for (column, name), storage in files.items():
            try:
                copy(storage, name, folder)
            except (OSError, SuspiciousFileOperation) as error:
                problems.append(f"{column.wire} {name} can't be copied: {error}.")
            step()
    refuse(problems)
    # Last and at once, so that a folder with a manifest is a whole one.
    partial = folder / f"{NAME}.part"
    partial.write_text(json.dumps(exported, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(folder / NAME)
    return {section: len(rows) for section, rows in exported.items()}


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


def files_of(table: Table) -> Iterable[tuple[tuple[FileColumn, str], Storage]]:
    for part in table.each():
        for column in part.files:
            names = part.model._default_manager.exclude(**{column.name: ""})
            for name in names.values_list(column.name, flat=True):
                if not name.startswith(URL_SCHEMES):
                    yield (column, name), part.storage(column)


def copy(storage: Storage, name: str, folder: Path) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise BadCatalog(f"{name} would be outside of {folder}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with storage.open(name) as source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream)
