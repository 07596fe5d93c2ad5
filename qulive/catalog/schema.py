"""The JSON Schema of manifests, and what it finds wrong, in words for people."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from qulive.catalog import NAME, SCHEMA

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

# Where a row is called something.
NAMES = ("musicId", "id", "aspect")


@cache
def validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 3 MB that only a manifest needs

    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def is_section(name: str) -> bool:
    return name in validator().schema["properties"]


def problems_of(manifest: Mapping[str, Any]) -> Iterator[str]:
    return (sentence(error, manifest) for error in validator().iter_errors(manifest))


def sentence(error: "ValidationError", manifest: Mapping[str, Any]) -> str:
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
    return f"{where} is {shown(error.instance)}, and has to be {error.schema['title']}."


def named(place: str, row: Any) -> str:
    """Say what a row is called, for whoever can't count to 4,711 in a long file."""
    names = [f"{name} {row[name]}" for name in NAMES if name in row] if isinstance(row, dict) else []
    return f"{place} ({names[0]})" if names else place


def shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - of a terminal's line
