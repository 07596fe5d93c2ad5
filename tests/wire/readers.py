"""How the apps in the field take JSON: each with the temper of its language (contract/clients.md §1).

A model says what an app reads, field by field: a kind, a nested model, or a list of one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Model = Any
App = Mapping[str, Callable[[Any], bool]]

INT_MOST = 2**31 - 1


def gson_text(value: Any) -> bool:
    return not isinstance(value, dict | list)


def gson_int(value: Any) -> bool:
    """Numbers and texts alike, as long as nothing follows the point: 10.4167 kills the whole list."""
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+(\.0+)?", str(value)):
        return False
    return abs(float(value)) <= INT_MOST


def gson_flag(value: Any) -> bool:
    return isinstance(value, bool | str)


def dart_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def dart_int(value: Any) -> bool:
    return type(value) is int


def dart_double(value: Any) -> bool:
    """`double d = json['d']` throws on 7, since that is an int."""
    return type(value) is float


def objective_c_text(value: Any) -> bool:
    """A null becomes NSNull and a number NSNumber; both crash as soon as they are asked for a length."""
    return isinstance(value, str)


def objective_c_number(value: Any) -> bool:
    return type(value) in (int, float) or (isinstance(value, str) and value.isdigit())


ANDROID: App = {"text": gson_text, "int": gson_int, "seconds": gson_int, "flag": gson_flag}
FLUTTER: App = {"text": dart_text, "int": dart_int, "seconds": dart_double}
IPHONE: App = {"text": objective_c_text, "int": objective_c_number, "seconds": objective_c_number}


def troubles(app: App, model: Model, value: Any, at: str = "data") -> list[str]:
    """Return every place at which the app would stumble."""
    return list(_troubles(app, model, value, at))


def _troubles(app: App, model: Model, value: Any, at: str) -> Iterator[str]:
    if isinstance(model, str):
        if not app[model](value):
            yield f"{at} is {value!r}, no {model}"
    elif type(value) is not type(model):
        yield f"{at} is {value!r}, no {type(model).__name__}"
    elif isinstance(model, list):
        for number, row in enumerate(value):
            yield from _troubles(app, model[0], row, f"{at}[{number}]")
    else:
        for name, inner in model.items():
            if name in value:
                yield from _troubles(app, inner, value[name], f"{at}.{name}")
            else:
                yield f"{at}.{name} is missing"
