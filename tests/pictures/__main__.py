"""Takes the pictures of the operators' guide: `make pictures`, or `python -m tests.pictures video menu`.

The product runs with demo data, once for each language, on PORT and SANDBOX_PORT. Needs Chromium.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import imageio_ffmpeg
from playwright.sync_api import Browser, sync_playwright

from tests.pictures.day import TITLES, happen, log_in
from tests.pictures.staging import ROOT, staged
from tests.pictures.takes import SETTLED, TAKES

IMAGES = ROOT / "docs" / "images" / "operators"
LANGUAGES: Final = {"en": "en-US", "zh": "zh-CN"}
# As few colours as leave a screen as it is.
COLOURS = "split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none"


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in LANGUAGES:
            with staged() as url:
                take_all(browser, url, language, sys.argv[1:])
        browser.close()


def take_all(browser: Browser, url: str, language: str, wanted: Sequence[str]) -> None:
    context = browser.new_context(base_url=url, locale=LANGUAGES[language], reduced_motion="reduce")
    page = context.new_page()
    log_in(page)
    happen(url, page, TITLES[language])
    for name, (path, (width, height), take) in TAKES.items():
        if wanted and name not in wanted:
            continue
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        page.wait_for_timeout(SETTLED)
        part = take(page)
        keep(page.screenshot(clip=part) if part else page.screenshot(), IMAGES / language / f"{name}.png")
    context.close()


def keep(image: bytes, path: Path) -> None:
    """Store a picture with few colours, which is a third of its size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "png_pipe", "-i", "-"]
    smaller = ["-filter_complex", COLOURS, "-frames:v", "1", "-compression_level", "9", str(path)]
    subprocess.run([*ffmpeg, *smaller], input=image, check=True)  # noqa: S603 - our own words
    sys.stdout.write(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
