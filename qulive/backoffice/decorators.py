"""unfold's decorators, with types: columns and actions keep theirs."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from unfold import decorators

Method = TypeVar("Method", bound=Callable[..., Any])


def display(**how: Any) -> Callable[[Method], Method]:
    """Say how a column shows: `description`, `label` with a badge's colour per value, `header`, `image`…"""
    return cast(Callable[[Method], Method], decorators.display(**how))


def action(**how: Any) -> Callable[[Method], Method]:
    """Make an action of a method: `description`, `permissions`, `icon`, `variant`, `dialog`…"""
    return cast(Callable[[Method], Method], decorators.action(**how))
