"""Catalogs come in as folders with a `catalog.json` whose field names are the wire's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, default_storage
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models

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
    manifest: Mapping[str, Any]
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """Read the folder's manifest. Raises BadCatalog."""
        try:
            manifest = json.loads((folder / "catalog.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadCatalog(f"{folder / 'catalog.json'} can't be read: {error}") from None
        if not isinstance(manifest, dict):
            raise BadCatalog(f"{folder / 'catalog.json'} is no JSON object.")
        return cls(folder, manifest)

    def rows(self, section: str, within: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of the manifest's section, or of a row's own. Raises BadCatalog."""
        rows = (self.manifest if within is None else within).get(section, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadCatalog(f"{section} in {self.folder / 'catalog.json'} is no list of JSON objects.")
        return rows

    def file(self, name: str | None, into: str, storage: Storage = default_storage) -> str:
        """Store a file of this folder and return its name there; an absolute URL is kept as it is."""
        if not name or name.startswith(URL_SCHEMES):
            return name or ""
        source = (self.folder / name).resolve()
        if not source.is_relative_to(self.folder.resolve()) or not source.is_file():
            raise BadCatalog(f"There is no file {name} in {self.folder}.")
        return keep(storage, into, source)

    def put(self, model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> Any:
        """Create or change the row with this key, and return it. Raises BadCatalog."""
        try:
            row = model._default_manager.filter(**key).first() or model(**key)
            before = {name: getattr(row, name) for name in values}
            for name, value in values.items():
                setattr(row, name, value)
            row.clean_fields()
            self._save(row, [name for name in values if getattr(row, name) != before[name]])
        except (ValidationError, ValueError, IntegrityError) as error:
            which = f"{model._meta.verbose_name} {', '.join(map(str, key.values()))}"
            raise BadCatalog(f"In {which}: {problems(error)}") from None
        return row

    def _save(self, row: models.Model, changed: list[str]) -> None:
        if row._state.adding:
            row.save(force_insert=True)
            self.tally.created += 1
        elif changed:
            row.save(update_fields=changed)
            self.tally.changed += 1
        else:
            self.tally.unchanged += 1


def problems(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())


def continue_ids_after(*tables: type[models.Model]) -> None:
    """Let the database give out ids above those that a catalog brought along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
