"""Every address that the server answers, as its URL configuration has it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

View = Callable[..., Any]
Routes = dict[str, View]


def walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, View]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^").removesuffix(r"\Z")
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from walk(entry, route)


def routes() -> Routes:
    return {f"/{route}": view for route, view in walk(get_resolver())}


def is_operation(view: View) -> bool:
    """Whether it is one of the API's; the rest is what people open in a browser."""
    kind = getattr(view, "cls", None)
    return (
        kind is not None and issubclass(kind, APIView) and not kind.__module__.startswith("drf_spectacular")
    )


def operations() -> list[str]:
    return sorted(path for path, view in routes().items() if is_operation(view))


def pages() -> list[str]:
    return sorted(path for path, view in routes().items() if not is_operation(view) and "/admin/" not in path)


def back_office() -> list[str]:
    return sorted(path for path in routes() if path.startswith("/admin/"))


def methods(path: str) -> set[str]:
    """The methods that an operation does something for."""
    view: Any = routes()[path]
    return {name for name in view.cls.http_method_names if hasattr(view.cls, name)} & {"get", "post"}
