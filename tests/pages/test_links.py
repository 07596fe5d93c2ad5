"""Every link within the repository leads somewhere: to a file, a picture, a heading."""

import re
from pathlib import Path

import pytest

from tests.pages.reading import FENCE, INLINE, ROOT, anchors, name_of, pages, text_of

LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
OUTSIDE = ("http://", "https://", "mailto:")


def links(page: Path) -> list[str]:
    prose = INLINE.sub("", FENCE.sub("", text_of(page)))
    return [one for pair in LINK.findall(prose) for one in pair if one and not one.startswith(OUTSIDE)]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in anchors(text_of(target)))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize(("readme", "folder"), [("README.md", "docs"), ("README.zh-CN.md", "docs/zh")])
def test_the_readme_leads_to_every_page(readme: str, folder: str) -> None:
    led_to = links(ROOT / readme)

    assert [page.name for page in (ROOT / folder).glob("*.md") if name_of(page) not in led_to] == []
