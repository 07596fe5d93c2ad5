"""The pages in Chinese: each has its English one, which it names, and says the same."""

import re
from pathlib import Path

import pytest

from tests.pages.reading import FENCE, ROOT, blocks, name_of, text_of

CHINESE = [*(ROOT / "docs" / "zh").glob("*.md"), *ROOT.glob("*.zh-CN.md"), *ROOT.glob("*/*.zh-CN.md")]
# People read these: what is in them may be Chinese. In the others, comments may.
DRAWN = ("```mermaid", "```text")
COMMENT = re.compile(r"(^|\s+)# .*$", re.MULTILINE)
MARK = re.compile(r"^(#+ | *\* | *\d+\. |\|.*)", re.MULTILINE)


def outline(text: str) -> list[str]:
    """Return a page's code, and its headings, list items and rows without their words."""
    marks = MARK.findall(FENCE.sub("", text))
    rows = [f"{mark.count('|')} bars" if mark.startswith("|") else mark for mark in marks]
    return [*(code(block) for block in blocks(text)), *rows]


def code(block: str) -> str:
    kind, _, rest = block.strip().partition("\n")
    return kind if kind.startswith(DRAWN) else f"{kind}\n{COMMENT.sub('', rest)}"


@pytest.mark.parametrize("chinese", sorted(CHINESE), ids=name_of)
def test_it_and_its_english_page_lead_to_each_other_and_say_the_same(chinese: Path) -> None:
    switch = re.match(r"# .*\n\n\[English\]\((.*)\) \| 简体中文\n", text_of(chinese))
    assert switch
    english = chinese.parent / switch[1]
    back = re.match(r"# .*\n\nEnglish \| \[简体中文\]\((.*)\)\n", text_of(english))
    assert back
    assert (english.parent / back[1]).resolve() == chinese
    assert outline(text_of(chinese)) == outline(text_of(english))


def test_every_page_of_the_docs_has_one() -> None:
    assert {one.name for one in (ROOT / "docs").glob("*.md")} == {
        one.name for one in (ROOT / "docs" / "zh").glob("*.md")
    }
