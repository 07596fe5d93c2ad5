"""A sticker on its way from the operator's disk to an app."""

from urllib.request import urlopen

from playwright.sync_api import FilePayload, expect

from accounts.models import User
from tests.admin.files import GIF, PNG, a_zip
from tests.app import App
from tests.browser.conftest import Open
from tests.materials.rows import a_sticker


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_an_uploaded_sticker_is_what_an_app_downloads(open_as: Open, operator: User) -> None:
    page = open_as("/admin/materials/stickercategory/add/", operator)
    page.locator("[name=name]").fill("Party")
    page.locator("[name=icon]").set_input_files(file("party.png", PNG))
    page.locator("[name=packages-0-name]").fill("Balloon")
    page.locator("[name=packages-0-preview]").set_input_files(file("balloon.gif", GIF))
    page.locator("[name=packages-0-package]").set_input_files(file("balloon.zip", a_zip()))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()

    (category,) = App().get("/resource/getPasterInfo", type=2).data
    (sticker,) = App().get("/resource/getPasterList", pasterId=category["id"]).data
    assert sticker["name"] == "Balloon"
    assert urlopen(sticker["url"]).read() == a_zip()  # noqa: S310 - our own server
    assert urlopen(category["icon"]).read() == PNG  # noqa: S310


def test_a_file_of_another_kind_is_refused_in_words(open_as: Open, operator: User) -> None:
    page = open_as("/admin/materials/sticker/add/", operator, language="zh-CN")
    page.locator("[name=name]").fill("气球")
    page.locator("[name=package]").set_input_files(file("气球.zip", PNG))
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("气球.zip：格式不符，应为 zip 压缩包。")).to_be_visible()


def test_a_switch_in_a_list_counts_at_once(open_as: Open, operator: User) -> None:
    sticker = a_sticker()
    page = open_as("/admin/materials/sticker/", operator)
    for published in (False, True):
        with page.expect_response("**/switch/"):
            page.get_by_role("checkbox", name="published").click()
        sticker.refresh_from_db()
        assert sticker.is_published == published
