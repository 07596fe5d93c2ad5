"""The documents: every link leads somewhere, and a Chinese page has all that its English page has."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page for folder in (".", "docs", "docs/zh", "sandbox") for page in (ROOT / folder).glob("*.md")
)
CHINESE = [page for page in PAGES if page.match("docs/zh/*.md") or page.match("*.zh-CN.md")]
FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Return what GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def outline(page: Path) -> list[str]:
    """Return a page's code without comments, and its headings, list items and rows without their words."""
    text = page.read_text(encoding="utf-8")
    code = [re.sub(r"\s+# .*", "", block) for block in FENCED.findall(text)]
    lines = re.findall(r"^(#+ | *\* | *\d+\. |\|.*)", FENCED.sub("", text), re.MULTILINE)
    return code + [f"{line.count('|')} bars" if line.startswith("|") else line for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for path, anchor in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), anchor


@pytest.mark.parametrize("page", CHINESE, ids=name)
def test_a_chinese_page_and_its_english_page_are_one(page: Path) -> None:
    switch = re.match(r"# .*\n\n\[English\]\((.*)\) \| 简体中文\n", page.read_text(encoding="utf-8"))
    assert switch
    english = page.parent / switch[1]
    back = re.match(r"# .*\n\nEnglish \| \[简体中文\]\((.*)\)\n", english.read_text(encoding="utf-8"))
    assert back
    assert (english.parent / back[1]).resolve() == page
    assert outline(page) == outline(english)
