"""RAM policies, as far as VOD knows them: actions only, every resource is `*` (§B)."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any


def check(text: str) -> None:
    """Raise ValueError unless this is a policy."""
    for statement in _statements(text):
        if statement["Effect"] not in ("Allow", "Deny"):
            raise ValueError(statement["Effect"])
        if not all(isinstance(action, str) for action in _actions(statement)):
            raise ValueError("an action is not a text")


def allows(text: str, action: str) -> bool:
    """Say whether a checked policy allows `vod:GetPlayInfo` and the like. Deny wins."""
    effects = {
        statement["Effect"]
        for statement in _statements(text)
        if any(fnmatchcase(action.lower(), name.lower()) for name in _actions(statement))
    }
    return effects == {"Allow"}


def _statements(text: str) -> Iterator[dict[str, Any]]:
    try:
        document = json.loads(text)
        for statement in document["Statement"]:
            yield {"Effect": statement["Effect"], "Action": statement["Action"]}
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _actions(statement: dict[str, Any]) -> list[Any]:
    actions = statement["Action"]
    return actions if isinstance(actions, list) else [actions]
