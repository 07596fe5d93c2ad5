"""That all sides say the same: nobody is fast by answering something else."""

import json
import re
from collections.abc import Iterable
from typing import Any

from benchmarks.sides import BYTES, Side, SideFailed
from benchmarks.tokens import token


def with_token(path: str, number: int = 1) -> str:
    return f"{path}&token={token(number)}"


def data_of(side: Side, path: str) -> Any:
    """Return the data that a side answers. Raises SideFailed if it refuses."""
    body = side.get(path)
    try:
        answer = json.loads(body)
    except ValueError:
        raise SideFailed(f"{side.name} answers no JSON to {path}: {body[:200]!r}") from None
    if answer.get("result") != "true":
        raise SideFailed(f"{side.name} refuses {path}: {body[:200]!r}")
    return answer["data"]


def check_same(sides: Iterable[Side], paths: Iterable[str]) -> None:
    """Raise SideFailed unless every side answers these paths with the same data."""
    first, *others = sides
    for path in paths:
        expected = data_of(first, path)
        for other in others:
            if data_of(other, path) != expected:
                raise SideFailed(f"{other.name} answers other data than {first.name} to {path}")


def check_refusal(sides: Iterable[Side], path: str) -> None:
    """Raise SideFailed if a side lets a token in that nobody holds."""
    for side in sides:
        body = side.get(f"{path}&token={token(0)}")
        if re.search(rb'"result": ?"true"|"videoList"', body):
            raise SideFailed(f"{side.name} lets a bad token in.")


def keep_bytes(side: Side, paths: Iterable[str]) -> None:
    """Keep a side's answers for those that send bytes and nothing else."""
    BYTES.mkdir(parents=True, exist_ok=True)
    for path in paths:
        name = path.partition("?")[0].strip("/").replace("/", "+")
        (BYTES / name).write_bytes(side.get(path))
