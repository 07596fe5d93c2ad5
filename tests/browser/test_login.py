"""Coming in, in the language of one's browser."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import PASSWORD, Open

WORDS = {
    "zh-CN": ("zh-hans", "登录", "概览", "待审核", "用户名"),
    "en-US": ("en", "Log in", "Dashboard", "Waiting for review", "Username"),
}


@pytest.mark.parametrize("language", WORDS)
def test_an_operator_logs_in_and_reads_the_dashboard(open_as: Open, operator: User, language: str) -> None:
    code, log_in, dashboard, waiting, name = WORDS[language]
    page = open_as("/admin/", language=language)
    expect(page.locator("html")).to_have_attribute("lang", code)

    page.get_by_label(name).fill(operator.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=log_in).click()

    expect(page).to_have_title(
        f"{dashboard} | " + ("Qulive 管理后台" if code == "zh-hans" else "Qulive back office")
    )
    expect(page.get_by_role("link", name=waiting)).to_be_visible()


def test_a_wrong_password_is_told_in_chinese(open_as: Open, operator: User) -> None:
    page = open_as("/admin/", language="zh-CN")

    page.locator("[name=username]").fill(operator.username)
    page.locator("[name=password]").fill("wrong")
    page.locator("[name=password]").press("Enter")

    expect(page.get_by_text("请输入一个正确的")).to_be_visible()


def test_the_language_is_switched_in_the_menu(open_as: Open, operator: User) -> None:
    page = open_as("/admin/", operator)

    page.get_by_text(operator.username, exact=True).last.click()
    page.get_by_role("button", name="简体中文").click()

    expect(page).to_have_title("概览 | Qulive 管理后台")
