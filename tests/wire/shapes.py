"""The shape of an answer: its keys and the JSON types behind them."""

from typing import Any

TYPES = {str: "text", bool: "bool", int: "int", float: "double", type(None): "null"}


def shape(value: Any) -> Any:
    """Return the value with types in the places of texts and numbers; of a list, the shapes in it."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        shapes = [shape(inner) for inner in value]
        return [one for place, one in enumerate(shapes) if one not in shapes[:place]]
    return TYPES[type(value)]


def texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "text")


def ints(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "int")
