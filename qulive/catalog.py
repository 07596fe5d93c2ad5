"""Catalogs come in as folders with a `catalog.json` whose field names are the wire's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.core.management.color import no_style
from django.db import connection, models

from qulive.storage import URL_SCHEMES, keep


class BadCatalog(Exception):
    """The catalog can't be taken in; the text says what is wrong with which row."""


@dataclass
class Tally:
    """What happened to the rows, by kind of thing."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.created} created, {self.changed} changed, {self.unchanged} unchanged"


@dataclass(frozen=True)
class Catalog:
    """A folder with a manifest and the files that it names."""

    folder: Path
    manifest: Mapping[str, list[dict[str, Any]]]
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """Read the folder's manifest. Raises BadCatalog."""
        try:
            manifest = json.loads((folder / "catalog.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadCatalog(f"{folder / 'catalog.json'} can't be read: {error}") from None
        return cls(folder, manifest)

    def rows(self, section: str) -> list[dict[str, Any]]:
        return self.manifest.get(section, [])

    def file(self, name: str, into: str, storage: Storage = default_storage) -> str:
        """Store a file of this folder and return its name there; an absolute URL is kept as it is."""
        if not name or name.startswith(URL_SCHEMES):
            return name
        source = (self.folder / name).resolve()
        if not source.is_relative_to(self.folder.resolve()) or not source.is_file():
            raise BadCatalog(f"There is no file {name} in {self.folder}.")
        return keep(storage, into, source)

    def put(self, model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> Any:
        """Create or change the row with this key, and return it."""
        row, created = model._default_manager.get_or_create(**key, defaults=values)
        changes = {name: value for name, value in values.items() if getattr(row, name) != value}
        if created:
            self.tally.created += 1
        elif not changes:
            self.tally.unchanged += 1
        else:
            model._default_manager.filter(pk=row.pk).update(**changes)
            self.tally.changed += 1
        return row


def continue_ids_after(*tables: type[models.Model]) -> None:
    """Let the database give out ids above those that a catalog brought along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
