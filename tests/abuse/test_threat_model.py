"""The threat model points to tests that are there, and to all that attack."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NAMED = set(re.findall(r"`(tests/[^`]+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8")))


def test_every_test_that_it_names_is_there() -> None:
    assert NAMED
    assert not [name for name in NAMED if not (ROOT / name).exists()]


def test_every_attack_is_in_it() -> None:
    attacks = {f"tests/abuse/{file.name}" for file in Path(__file__).parent.glob("test_*.py")}

    assert attacks - {"tests/abuse/test_threat_model.py"} <= NAMED
