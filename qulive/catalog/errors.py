from collections.abc import Iterable


class BadCatalog(Exception):
    """The catalog can't be taken in; every problem is a sentence that says where."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def refuse(problems: Iterable[str]) -> None:
    """Raise BadCatalog if there are any problems."""
    found = tuple(problems)
    if found:
        raise BadCatalog(*found)
