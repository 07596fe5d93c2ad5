"""A real browser before a real server. Skipped on a machine without Chromium, never in CI."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # There is no server but ours.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]  # fmt: skip
PASSWORD = "back office 2026"

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI runs the browser's tests too: install chromium.")
        pytest.skip("There is no chromium on this machine.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django takes whatever runs beside one for async.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, tmp_path: Path) -> str:
    """The server's address, which is also where its files are."""
    settings.PUBLIC_URL = live_server.url
    settings.MEDIA_URL = f"{live_server.url}/media/"
    settings.MEDIA_ROOT = tmp_path / "media"
    return str(live_server.url)


@pytest.fixture
def open_as(chromium: Browser, site: str) -> Iterator[Open]:
    """Open a page in a browser of somebody's own. No script on it may fail."""
    contexts: list[BrowserContext] = []
    mishaps: list[str] = []

    def open_(
        path: str,
        user: User | None = None,
        *,
        language: str = "en-US",
        zone: str = "Asia/Shanghai",
        width: int = 1280,
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            locale=language,
            timezone_id=zone,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        if user:
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: mishaps.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert mishaps == []


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def told(page: Page) -> list[str]:
    """What the page puts in alerts from now on; each is closed at once."""
    messages: list[str] = []

    def close(dialog: Dialog) -> None:
        messages.append(dialog.message)
        dialog.accept()

    page.on("dialog", close)
    return messages


@pytest.fixture
def operator(transactional_db: None) -> User:
    return User.objects.create_superuser("olga", password=PASSWORD)


@pytest.fixture
def viewer(transactional_db: None) -> User:
    """Somebody of the staff who may look at everything and change nothing."""
    user = User.objects.create_user("vera", password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user
