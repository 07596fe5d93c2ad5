"""Every page of docs/ has its Chinese one, which says the same: as many headings, and the same code."""

import re
from pathlib import Path

import pytest

from tests.pages.reading import ROOT, blocks, headings, name_of, text_of

ENGLISH = sorted((ROOT / "docs").glob("*.md"))
# People read these: what is in them may be Chinese. In the others, comments may.
DRAWN = ("```mermaid", "```text")
COMMENT = re.compile(r"(^|\s+)# .*$", re.MULTILINE)


def same(block: str) -> str:
    kind, _, rest = block.strip().partition("\n")
    return kind if kind.startswith(DRAWN) else f"{kind}\n{COMMENT.sub('', rest)}"


@pytest.mark.parametrize("english", ENGLISH, ids=name_of)
def test_a_chinese_page_says_the_same(english: Path) -> None:
    chinese = english.parent / "zh" / english.name
    assert chinese.exists()

    ours, theirs = text_of(english), text_of(chinese)
    assert len(headings(theirs)) == len(headings(ours))
    assert [same(block) for block in blocks(theirs)] == [same(block) for block in blocks(ours)]


def test_every_chinese_page_has_an_english_one() -> None:
    assert {page.name for page in (ROOT / "docs" / "zh").glob("*.md")} <= {page.name for page in ENGLISH}
