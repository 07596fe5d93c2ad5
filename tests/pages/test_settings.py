"""Every setting that a page names has its line in docs/configuration.md."""

import re
from pathlib import Path

import pytest

from tests.pages.reading import ROOT, name_of, pages, text_of
from tests.test_configuration import PAGE

NAME = re.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`")
SANDBOX = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "sandbox" / "README.md").read_text(), re.MULTILINE)
# Other people's, the bench's, and names in our code.
OTHERS = {
    "ALIYUN_ACCESS_KEY_ID", "APP_PATHS", "BENCH_DATABASE_URL", "BENCH_PORT", "DJANGO_SETTINGS_MODULE",
    "ENV_FILE", "EVERY_EVENT", "SANDBOX_SETUP", "VOD_NO_TRANSCODE",
}  # fmt: skip
KNOWN = {*PAGE, *(f"{name}_FILE" for name in PAGE), *SANDBOX, *OTHERS}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_setting_is_one(page: Path) -> None:
    assert set(NAME.findall(text_of(page))) - KNOWN == set()


def test_what_is_not_ours_is_still_named_somewhere() -> None:
    named = {name for page in pages() for name in NAME.findall(text_of(page))}

    assert named >= OTHERS
