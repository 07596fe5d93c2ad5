"""docs/architecture.md tells of the layers and the events that the code has."""

import re
import tomllib

from callbacks.handlers import HANDLERS
from tests.pages.reading import ROOT, text_of

PAGE = text_of(ROOT / "docs" / "architecture.md")


def test_every_event_has_its_line() -> None:
    rows = "\n".join(row for row in PAGE.splitlines() if row.startswith("| `"))

    assert set(re.findall(r"`(\w+Complete)`", rows)) == set(HANDLERS)


def test_the_layers_are_those_that_are_enforced() -> None:
    (contract, *_others) = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    (drawn,) = re.findall(r"## Layers\n\n```text\n(.*?)```", PAGE, re.DOTALL)

    assert [re.split(r" {2,}", line)[0] for line in drawn.splitlines()] == contract["layers"]
