"""Another AppServer of the same API, read as if it were a manifest."""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

from qulive.catalog.errors import BadCatalog
from qulive.catalog.manifest import Manifest
from qulive.catalog.tables import Table
from qulive.catalog.web import Unreachable, Web

PLAY_PATH = "music/getPlayPath"

T = TypeVar("T")
WireRow = dict[str, Any]


class Failure(Unreachable):
    """The server answered that it can't."""


class Refused(BadCatalog):
    """The same, in the catalog's words."""


class AppServer:
    def __init__(self, base: str, web: Web) -> None:
        self.base = base.rstrip("/")
        self.web = web

    def url(self, operation: str, **parameters: Any) -> str:
        return f"{self.base}/{operation}" + (f"?{urlencode(parameters)}" if parameters else "")

    def data(self, operation: str, **parameters: Any) -> Any:
        """Return what an operation answers. Raises BadCatalog."""
        url = self.url(operation, **parameters)
        try:
            return self.answer(url)
        except Unreachable as error:
            kind = Refused if isinstance(error, Failure) else BadCatalog
            raise kind(f"{url}: {error}.") from None

    def answer(self, url: str) -> Any:
        """Raises Unreachable, also for what is no answer of an AppServer or a failure in its words."""
        try:
            answer = json.loads(self.web.get(url))
        except (ValueError, RecursionError):
            raise Unreachable("this is no JSON") from None
        if not isinstance(answer, dict) or "data" not in answer:
            raise Unreachable("this is no answer of an AppServer")
        if str(answer.get("result")).lower() != "true":
            raise Failure(f"it says {str(answer.get('message'))[:200]!r}")
        return answer["data"]

    def maybe(self, operation: str, **parameters: Any) -> Any:
        """Return what an operation answers, or nothing if the server has none of it. Raises BadCatalog."""
        try:
            return self.data(operation, **parameters)
        except Refused:
            return None

    def rows(self, operation: str, **parameters: Any) -> list[WireRow]:
        """Return a list of rows; none at all counts as an empty one. Raises BadCatalog."""
        return self.listed(self.data(operation, **parameters) or [], operation, **parameters)

    def listed(self, rows: Any, operation: str, **parameters: Any) -> list[WireRow]:
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadCatalog(f"{self.url(operation, **parameters)}: this is no list of rows.")
        return rows

    def play_path_url(self, music_id: str) -> str:
        return self.url(PLAY_PATH, musicId=music_id)

    def address_of(self, reference: str) -> str:
        """Ask for a track's play path when its turn has come; empty if there is none. Raises Unreachable."""
        if not reference.startswith(self.url(PLAY_PATH)):
            return reference
        data = self.answer(reference)
        path = data.get("playPath") if isinstance(data, dict) else None
        return self.absolute(path) if isinstance(path, str) and path else ""

    def absolute(self, address: str) -> str:
        """Let an address without a host be on this server; one that makes no sense stays as it is."""
        try:
            return urljoin(f"{self.base}/", address)
        except ValueError:
            return address

    def with_absolute_urls(self, manifest: Manifest, tables: Iterable[Table]) -> Manifest:
        """Let files be named by URLs alone: a server's `/media/x` is not ours."""
        for table in tables:
            for part, row in rows_within(table, manifest):
                for column in part.files:
                    value = row.get(column.wire)
                    if isinstance(value, str) and value:
                        row[column.wire] = self.absolute(value)
        return manifest

    def each(self, ask: Callable[[T], Any], items: Iterable[T]) -> list[Any]:
        """Ask for every item, a few at a time."""
        with ThreadPoolExecutor(self.web.connections) as pool:
            return list(pool.map(ask, items))


def rows_within(table: Table, within: Manifest) -> Iterator[tuple[Table, WireRow]]:
    for row in within.get(table.wire, ()):
        if isinstance(row, dict):
            yield table, row
            if table.inner and isinstance(row.get(table.inner.wire), list):
                yield from rows_within(table.inner, row)
