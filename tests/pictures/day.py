"""A day in the back office, so that there is something to see: apps publish, an operator works."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from playwright.sync_api import Page

from tests.pictures.staging import Guest
from tests.pictures.takes import QUEUE

# What guests publish: what an operator approves and rejects, a broken file, and one that is fine.
TITLES: Final = {
    "en": ("Market at noon", "Half price today", "Cut off", "A walk by the sea"),
    "zh": ("正午的集市", "今日半价", "中断的上传", "海边散步"),
}
OPERATOR, PASSWORD = "operator", "qulive-demo-2026"


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill(OPERATOR)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/admin/")


def happen(url: str, page: Page, titles: Sequence[str]) -> None:
    """Let a day go by: apps publish, an operator decides, plans and hides."""
    guest = Guest(url)
    approved, rejected, broken, fine = titles
    for title in (approved, rejected):
        guest.publish(title, description="sandbox:review")
    guest.publish(broken, b"no video" * 500)
    guest.publish(fine)
    page.goto(QUEUE)
    page.get_by_role("article", name=approved).locator("[data-key=a]").click()
    card = page.get_by_role("article", name=rejected)
    card.locator("summary").click()
    card.locator(".bo-common button").nth(2).click()
    page.goto("/admin/videos/recommendation/")
    page.locator("#result_list tbody a").nth(2).click()
    for end, days in (("starts", 1), ("ends", 8)):
        page.locator(f"[name={end}_at_0]").fill(f"{datetime.now(UTC) + timedelta(days):%F}")
        page.locator(f"[name={end}_at_1]").fill("08:00")
    page.locator("[name=_save]").click()
    page.goto("/admin/materials/stickercategory/")
    with page.expect_response("**/switch/"):
        page.locator("[data-switch]").nth(2).click()
    page.goto("/admin/music/track/")
    with page.expect_response("**/move/"):
        page.locator("[data-step=down]").first.press("Enter")
