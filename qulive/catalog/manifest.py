"""A catalog's manifest: `catalog.json` in a folder or in a zip, checked against its schema."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qulive.catalog import NAME
from qulive.catalog.content import BadFile, check_zip
from qulive.catalog.errors import BadCatalog, refuse
from qulive.catalog.schema import is_section, named, problems_of
from qulive.catalog.tables import Row, Table, Values

# What a zipped catalog may unpack to.
UNPACKED_MOST = 4 * 2**30

Manifest = Mapping[str, Any]


@contextmanager
def folder_of(source: Path) -> Iterator[Path]:
    """Let a zip be the folder that was zipped, for a while. Raises BadCatalog."""
    if not source.is_file():
        yield source.resolve()
        return
    try:
        check_zip(source, UNPACKED_MOST)
    except BadFile as error:
        raise BadCatalog(f"{source} {error}.") from None
    with tempfile.TemporaryDirectory(prefix="qulive-catalog-") as name:
        folder = Path(name).resolve()
        try:
            shutil.unpack_archive(source, folder, "zip")
        except OSError as error:
            raise BadCatalog(f"{source} can't be unpacked: {error}.") from None
        # Who zips a folder gets it as the only one inside.
        inside = sorted(folder.glob(f"*/{NAME}"))
        yield inside[0].parent if len(inside) == 1 and not (folder / NAME).exists() else folder


def read(folder: Path) -> Manifest:
    """Read a folder's manifest. Raises BadCatalog."""
    try:
        return parse((folder / NAME).read_bytes())
    except OSError as error:
        raise BadCatalog(f"{NAME} can't be read: {error.strerror}.") from None
    except ValueError as error:
        raise BadCatalog(f"{NAME} can't be read: {error}") from None


def parse(text: bytes) -> Manifest:
    """Read a JSON object. Raises ValueError."""
    try:
        manifest = json.loads(text)
    except RecursionError:
        raise ValueError("It is nested too deep.") from None
    if not isinstance(manifest, dict):
        raise ValueError("It is no JSON object.")  # noqa: TRY004 - a value out of a file
    return manifest


def rows(manifest: Manifest, tables: Iterable[Table]) -> list[Row]:
    """Return what the manifest says of these tables' rows. Raises BadCatalog."""
    wanted = {table.wire for table in tables}
    about = {name: part for name, part in manifest.items() if name in wanted or not is_section(name)}
    refuse(problems_of(about))
    problems: list[str] = []
    found = [row for table in tables for row in rows_of(table, about, "", {}, problems)]
    refuse(problems)
    return found


def rows_of(
    table: Table, within: Mapping[str, Any], place: str, outer: Values, problems: list[str]
) -> Iterator[Row]:
    for number, wire in enumerate(within.get(table.wire) or []):
        row = Row(table, named(f"{place}{table.wire}[{number}]", wire), dict(outer))
        for column in table.columns:
            try:
                if column.states(wire):
                    row.values[column.name] = column.load(wire[column.wire])
            except ValueError as error:
                problems.append(f"{row.place}: {column.wire}: {error}.")
        yield row
        if table.inner:
            parent = {table.inner.outer: row.values[table.key[0]]}
            yield from rows_of(table.inner, wire, f"{row.place}.", parent, problems)


def twice(found: Iterable[Row]) -> Iterator[str]:
    """Tell of rows that are in the manifest a second time."""
    first: dict[Any, Row] = {}
    for row in found:
        same = first.setdefault((row.table.model, row.key), row)
        if same is not row:
            yield f"{row.place}: this {row} is at {same.place} already."
