"""The files that a catalog's rows name: each is checked, and gets the name it has in our storage."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from qulive.catalog.content import BadFile
from qulive.catalog.errors import refuse
from qulive.catalog.progress import Progress
from qulive.catalog.tables import FileColumn, Row
from qulive.catalog.web import is_address
from qulive.storage import URL_SCHEMES, name_of, put

# Hashing, disks and object stores all let others work while they do.
THREADS = 8

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Source:
    """Where files come from: a folder, its links resolved, and what was fetched from elsewhere."""

    folder: Path | None
    fetched: Mapping[str, Path] = field(default_factory=dict)

    def find(self, reference: str) -> Path:
        """Return where the file is. Raises BadFile, also for a path that leads out of the folder."""
        if reference in self.fetched:
            return self.fetched[reference]
        if self.folder is None:
            raise BadFile("is no http(s) URL")
        # Links are followed, but not in circles.
        path = Path(os.path.realpath(self.folder / reference))
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise BadFile("is not in the catalog's folder")
        return path


@dataclass(frozen=True)
class Kept:
    """A file as a row names it."""

    name: str
    md5: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Use:
    """A file named by a column; the first row that names it is where a problem is told."""

    column: FileColumn
    reference: str
    row: Row = field(compare=False)

    def __str__(self) -> str:
        return f"{self.row.place}: {self.column.wire}"

    @property
    def is_url(self) -> bool:
        return self.reference.startswith(URL_SCHEMES)


def uses_of(rows: Iterable[Row]) -> list[Use]:
    """Return every file that is named, once."""
    found = (
        Use(column, row.values[column.name], row)
        for row in rows
        for column in row.table.files
        if row.values.get(column.name)
    )
    return list(dict.fromkeys(found))


def check(uses: list[Use], source: Source, problems: list[str], progress: Progress) -> dict[Use, Kept]:
    """Find and check every file, and give it its name. What is wrong joins the problems."""
    kept: dict[Use, Kept] = {}

    def look(use: Use) -> str:
        try:
            kept[use] = identify(use, source)
        except BadFile as error:
            return f"{use}: {use.reference} {error}."
        return ""

    problems.extend(filter(None, in_threads(look, uses, progress, "Checking files")))
    return kept


def identify(use: Use, source: Source) -> Kept:
    """Raises BadFile."""
    if use.is_url and use.reference not in source.fetched:
        if not is_address(use.reference):
            raise BadFile("is no http(s) URL")
        return Kept("" if use.column.always_ours else use.reference)
    try:
        path = source.find(use.reference)
        suffix = use.column.content.check(path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            name = name_of(use.row.table.folder(use.column), digest, suffix)
            if not use.column.md5:
                return Kept(name, path=path)
            stream.seek(0)
            return Kept(name, hashlib.file_digest(stream, weak_md5).hexdigest(), path)
    except (OSError, ValueError) as error:
        raise BadFile(f"can't be read ({error})") from None


def weak_md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)


def settle(rows: Iterable[Row], kept: Mapping[Use, Kept]) -> None:
    """Let the rows name their files as our storage does. Raises BadCatalog."""
    refuse(problem for row in rows for problem in settled(row, kept))


def settled(row: Row, kept: Mapping[Use, Kept]) -> Iterator[str]:
    for column in row.table.files:
        reference = row.values.get(column.name)
        if not reference:
            continue
        file = kept[Use(column, reference, row)]
        row.values[column.name] = file.name
        if column.always_ours and not file.name:
            del row.values[column.name]
        if column.md5:
            stated = row.values.get(column.md5, "").lower()
            if stated and file.md5 and stated != file.md5:
                yield f"{row.place}: {column.wire}: {reference} is not the file that md5 tells of."
            row.values[column.md5] = file.md5 or stated


def store(kept: Mapping[Use, Kept], progress: Progress) -> None:
    """Put every file into its storage, unless it is there."""

    def one(item: tuple[Use, Kept]) -> None:
        use, file = item
        if file.path:
            put(use.row.table.storage(use.column), file.name, file.path)

    # Two uses of one content are one file.
    once = {file.name: (use, file) for use, file in kept.items()}
    in_threads(one, list(once.values()), progress, "Storing files")


def in_threads(
    work: Callable[[T], R], items: list[T], progress: Progress, doing: str, threads: int = THREADS
) -> list[R]:
    """Do the work on every item, and return what came of it in the items' order."""
    results = []
    with ThreadPoolExecutor(threads) as pool, progress.of(len(items), doing) as step:
        for result in pool.map(work, items):
            results.append(result)
            step()
    return results
