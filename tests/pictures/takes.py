"""What is in each picture: a function of a page that returns the part to take, or None for all that is seen.

A picture is called like its function.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from playwright.sync_api import FloatRect, Page

QUEUE = "/admin/videos/video/review/"
WIDE, PHONE = (1280, 800), (390, 844)
# Milliseconds after which nothing on a page moves any more.
SETTLED = 800

# A picture: where it is taken, in which size, what is done before, and what of the page is in it.
Take = Callable[[Page], FloatRect | None]
TAKES: dict[str, tuple[str, tuple[int, int], Take]] = {}


def picture(path: str, size: tuple[int, int] = WIDE) -> Callable[[Take], Take]:
    def keep(take: Take) -> Take:
        TAKES[take.__name__.replace("_", "-")] = (path, size, take)
        return take

    return keep


def box(page: Page, selector: str, margin: int = 8) -> FloatRect:
    """Return the rectangle of the first of these, with a little around it."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {
        "x": found["x"] - margin,
        "y": found["y"] - margin,
        "width": found["width"] + 2 * margin,
        "height": found["height"] + 2 * margin,
    }


@picture("/admin/")
def menu(page: Page) -> FloatRect:
    page.get_by_text("operator", exact=True).first.click()
    page.wait_for_timeout(SETTLED)
    return {"x": 0, "y": 520, "width": 290, "height": 280}


@picture("/admin/")
def dashboard(page: Page) -> None:
    page.wait_for_timeout(1500)  # the chart grows


@picture(QUEUE, (1280, 735))
def review_queue(page: Page) -> None:
    watch(page)


@picture(QUEUE)
def review_reject(page: Page) -> FloatRect:
    watch(page)
    page.keyboard.press("r")
    return box(page, ".bo-card")


@picture(QUEUE)
def review_lately(page: Page) -> FloatRect:
    page.locator(".bo-section").scroll_into_view_if_needed()
    return box(page, ".bo-section")


@picture(QUEUE, PHONE)
def review_phone(page: Page) -> None:
    watch(page)


@picture("/admin/videos/video/")
def videos(page: Page) -> None:
    for row in (0, 3):
        page.locator("#result_list input.action-select").nth(row).check()
    page.locator("select[name=action]").select_option("recommend")


@picture("/admin/videos/video/?status__exact=Normal")
def video(page: Page) -> FloatRect:
    open_first(page)
    watch(page)
    return box(page, ".bo-video", margin=16)


@picture("/admin/videos/video/?problem=yes")
def problem(page: Page) -> FloatRect:
    open_first(page)
    return box(page, ".bo-video > .bo-box")


@picture("/admin/videos/recommendation/")
def recommended(page: Page) -> None:
    page.locator("#result_list tbody tr").nth(1).hover()


@picture("/admin/materials/stickercategory/")
def catalog(page: Page) -> FloatRect:
    page.locator("#result_list tbody tr").nth(1).hover()
    return {"x": 288, "y": 0, "width": 992, "height": 420}


@picture("/admin/materials/stickercategory/84/change/", (1280, 1000))
def stickers(page: Page) -> FloatRect:
    page.locator("#packages-group").evaluate("group => { group.scrollIntoView(); scrollBy(0, -80); }")
    page.wait_for_timeout(SETTLED)
    return {"x": 288, "y": 66, "width": 992, "height": 690}


@picture("/admin/materials/stickercategory/84/phone/", (1280, 900))
def in_apps(page: Page) -> FloatRect:
    return {"x": 580, "y": 116, "width": 410, "height": 740}


@picture("/admin/music/track/import/")
def import_preview(page: Page) -> FloatRect:
    choose(page, [14, 16])
    return {"x": 288, "y": 66, "width": 992, "height": 420}


@picture("/admin/music/track/import/")
def import_problem(page: Page) -> FloatRect:
    choose(page, [14, "?"])
    return {"x": 288, "y": 66, "width": 992, "height": 520}


@picture("/admin/accounts/user/", (1280, 950))
def user(page: Page) -> FloatRect:
    open_first(page)
    page.wait_for_timeout(SETTLED)
    return {"x": 288, "y": 66, "width": 992, "height": 750}


@picture("/admin/admin/logentry/")
def audit_log(page: Page) -> FloatRect:
    return box(page, "#result_list", margin=0)


def open_first(page: Page) -> None:
    page.locator("#result_list tbody a").first.click()
    page.wait_for_url(re.compile("/change/"))


def watch(page: Page) -> None:
    """Let every player show its picture."""
    page.evaluate("document.querySelectorAll('video').forEach(one => { one.preload = 'auto'; })")
    page.wait_for_function("[...document.querySelectorAll('video')].every(one => one.readyState == 4)")
    page.wait_for_timeout(2 * SETTLED)


def choose(page: Page, durations: list[object]) -> None:
    """Export the music, change it as an operator does in Excel, and choose it."""
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "music.xlsx"
        page.goto(page.url.replace("import", "export"))
        page.locator("[name=format]").select_option(label="xlsx")
        with page.expect_download() as download:
            page.locator("#content-main [type=submit], form [type=submit]").last.click()
        download.value.save_as(sheet)
        book = openpyxl.load_workbook(sheet)
        rows = book.active
        rows["B2"] = f"{rows['B2'].value} 2026"
        for row, duration in enumerate(durations, 3):
            rows.cell(row, 4, duration)
        rows.append(("Q20001", "Summer Rain", "Late Tram", 15))
        book.save(sheet)
        page.go_back()
        page.locator("[name=import_file]").set_input_files(sheet)
        page.locator("form [type=submit]").last.click()
        page.wait_for_load_state("networkidle")
