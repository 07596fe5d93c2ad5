"""The operators' guide says what the back office says, in both languages, and shows its pictures."""

import re
from pathlib import Path

import pytest
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from tests.messages import ROOT

ENGLISH, CHINESE = ROOT / "docs" / "operators.md", ROOT / "docs" / "zh" / "operators.md"
IMAGES = ROOT / "docs" / "images" / "operators"
# Signs, which are nobody's words.
SIGNS = {"+"}


def sections(guide: Path) -> list[str]:
    return guide.read_text(encoding="utf-8").split("\n## ")


def bold(section: str) -> list[str]:
    return [words for words in re.findall(r"\*\*(.+?)\*\*", section) if words not in SIGNS]


def in_chinese(words: str) -> set[str]:
    """Return what the Chinese back office may call it; a screen has a capital where the code has none."""
    with override("zh-hans"):
        return {gettext(words), capfirst(gettext(words[:1].lower() + words[1:]))}


def test_what_is_bold_is_a_text_of_the_back_office_in_both_languages() -> None:
    for english, chinese in zip(sections(ENGLISH), sections(CHINESE), strict=True):
        translations = [in_chinese(words) for words in bold(english)]
        untold = [words for words in bold(chinese) if not any(words in found for found in translations)]
        unknown = [found for found in translations if found.isdisjoint(bold(chinese))]
        assert (untold, unknown, len(translations)) == ([], [], len(bold(chinese)))


@pytest.mark.parametrize(("guide", "language"), [(ENGLISH, "en"), (CHINESE, "zh")])
def test_it_shows_every_picture_of_its_language(guide: Path, language: str) -> None:
    shown = {
        (guide.parent / path).resolve()
        for path in re.findall(r"\]\((.+?\.png)\)", guide.read_text(encoding="utf-8"))
    }
    assert shown == set((IMAGES / language).iterdir())


@pytest.mark.parametrize("guide", [ENGLISH, CHINESE])
def test_its_links_lead_to_headings(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    places = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#(.+?)\)", text)) <= places
