"""A catalog's manifest: `catalog.json` in a folder or in a zip, checked against its schema."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from qulive.catalog.content import BadFile, check_zip
from qulive.catalog.errors import BadCatalog, refuse
from qulive.catalog.tables import Row, Table, Values

NAME = "catalog.json"
SCHEMA = Path(__file__).parent / "catalog.schema.json"
# What a zipped catalog may unpack to.
UNPACKED_MOST = 4 * 2**30
# Where a row is called something.
NAMES = ("musicId", "id", "aspect")

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
        shutil.unpack_archive(source, folder, "zip")
        # Who zips a folder gets it as the only one inside.
        inside = sorted(folder.glob(f"*/{NAME}"))
        yield inside[0].parent if len(inside) == 1 and not (folder / NAME).exists() else folder


def read(folder: Path) -> Manifest:
    """Read a folder's manifest. Raises BadCatalog."""
    path = folder / NAME
    try:
        return parse(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadCatalog(f"{path} can't be read: {error}") from None


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
    refuse(sentence(error, about) for error in validator().iter_errors(about))
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


def named(place: str, row: Any) -> str:
    """Say what a row is called, for whoever can't count to 4,711 in a long file."""
    names = [f"{name} {row[name]}" for name in NAMES if name in row] if isinstance(row, dict) else []
    return f"{place} ({names[0]})" if names else place


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def is_section(name: str) -> bool:
    return name in validator().schema["properties"]


def sentence(error: ValidationError, manifest: Manifest) -> str:
    """Say what is wrong where, instead of how JSON Schema sees it."""
    place, value = "", manifest
    for step in error.absolute_path:
        value = value[step]
        place = named(f"{place}[{step}]", value) if isinstance(step, int) else f"{place}.{step}"
    where = place.lstrip(".") or NAME
    match error.validator:
        case "required":
            missing = next(name for name in error.validator_value if name not in error.instance)
            return f"{where} has no {missing!r}."
        case "additionalProperties":
            unknown = ", ".join(name for name in error.instance if not is_section(name))
            known = ", ".join(name for name in validator().schema["properties"] if name != "$schema")
            return f"{where} has {unknown}, which is none of {known}."
    return f"{where} is {shown(error.instance)}, and has to be {title(error)}."


def title(error: ValidationError) -> str:
    return str(error.schema["title"])


def shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - of a terminal's line
