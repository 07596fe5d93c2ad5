"""A spreadsheet comes in whole, or not at all."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import User
from music.models import Track
from tests.app import App
from tests.browser.conftest import Open
from tests.music.rows import a_track

TRACKS = "/admin/music/track/"
HEADER = ("音乐 ID", "标题", "歌手", "时长", "排序")
GOOD = ("Q30001", "晨风", "海港", 15, 9)
BAD = ("Q30002", "慢潮", "海港", "很长", 8)


def sheet(*rows: tuple[object, ...]) -> FilePayload:
    content, book = BytesIO(), openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(content)
    return {"name": "音乐.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}


def choose(page: Page, file: FilePayload) -> None:
    page.locator("[name=import_file]").set_input_files(file)
    page.locator("[name=format]").select_option(label="xlsx")
    page.get_by_role("button", name="提交").click()


@pytest.fixture
def page(open_as: Open, operator: User) -> Page:
    return open_as(f"{TRACKS}import/", operator, language="zh-CN")


def test_a_sheet_with_a_bad_row_is_told_in_words_and_leaves_everything_as_it_was(page: Page) -> None:
    choose(page, sheet(GOOD, BAD))

    expect(page.get_by_text("第 3 行“时长”列：“很长”不是整数。请填写数字，例如 12。")).to_be_visible()
    assert Track.objects.count() == 0


def test_a_good_sheet_shows_what_it_changes_and_then_changes_it(page: Page) -> None:
    a_track(music_id="Q30001", title="旧标题")

    choose(page, sheet(GOOD, ("Q30003", "夜航", "海港", 20, 7)))

    expect(page.locator("del", has_text="旧标题")).to_be_visible()
    assert Track.objects.count() == 1
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("导入完成：新增 1 行，修改 1 行，0 行不变。")).to_be_visible()
    assert [track.title for track in Track.objects.order_by("music_id")] == ["晨风", "夜航"]
    assert [track["title"] for track in App().get("/music/getRecommendMusic").data["musicList"]] == ["晨风"]
