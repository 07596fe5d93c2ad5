"""A request's parameters, read once and checked on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from sandbox import limits
from sandbox.rpc.errors import ApiError

BEYOND_TEXT: Final = 0xFFFF
"""The last code point that VOD stores; emoji lie beyond it."""


@dataclass(frozen=True, slots=True)
class Parameters:
    values: Mapping[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> "Parameters":
        """Merge query and form, as the gateway does."""
        return cls({**request.GET.dict(), **request.POST.dict()})

    def __contains__(self, name: str) -> bool:
        return bool(self.values.get(name))

    def text(self, name: str, *, most: int | None = None) -> str:
        """Return an optional text, "" if absent. `most` counts bytes."""
        value = self.values.get(name, "")
        if most is not None and len(value.encode()) > most:
            raise ApiError("LengthExceededMax", f"{name} exceeds {most} bytes.")
        return value

    def required(self, name: str, *, most: int | None = None) -> str:
        if name not in self:
            raise ApiError("MissingParameter", f"The parameter {name} is missing.")
        return self.text(name, most=most)

    def plain(self, name: str, *, most: int) -> str:
        """Return a text that people read. VOD stores no character beyond U+FFFF."""
        value = self.text(name, most=most)
        if any(ord(character) > BEYOND_TEXT or character == "\0" for character in value):
            raise ApiError("IllegalCharacters", f"{name} contains illegal characters.")
        return value

    def tags(self) -> str:
        tags = [tag for tag in self.plain("Tags", most=limits.DESCRIPTION).split(",") if tag]
        if len(tags) > limits.TAGS:
            raise ApiError("TagsExceededMax")
        if any(len(tag.encode()) > limits.TAG for tag in tags):
            raise ApiError("LengthExceededMax", "A tag exceeds 32 bytes.")
        return ",".join(tags)

    def number(self, name: str, default: int | None, *, low: int, high: int) -> Any:
        """Return a whole number between two bounds, `default` if absent."""
        if name not in self:
            return default
        try:
            value = int(self.values[name])
        except ValueError:
            raise ApiError("InvalidParameter", f"{name} is not a number.") from None
        if not low <= value <= high:
            raise ApiError("InvalidParameter", f"{name} is not between {low} and {high}.")
        return value

    def ids(self, name: str) -> list[str]:
        """Return up to 20 ids, each once, in the order given."""
        found = dict.fromkeys(part.strip() for part in self.required(name).split(","))
        found.pop("", None)
        if len(found) > limits.VIDEO_IDS:
            raise ApiError("VideoIdsExceededMax")
        return list(found)
