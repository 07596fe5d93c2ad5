"""In Chinese, no page has an English word left but names and terms that Chinese readers use themselves."""

import re

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from callbacks.models import Receipt
from tests.admin.rows import a_colleague, a_receipt
from tests.browser.conftest import Open
from tests.browser.test_looking import pages_of, some_of_everything
from videos.tasks import process

TERMS = {"App", "CDN", "CSV", "Excel", "JSON", "URL", "XLSX", "csv", "json", "xlsx", "kbit", "https", "esc"}
NAMES = {"Qulive", "English", "SnapshotComplete"}
SUPERUSERS = ["accounts_staff", "auth_group", "django_tasks_database_dbtaskresult", "admin_logentry"]
# Names of icons are drawn, not read; what people wrote, and what the cloud calls things, is theirs.
READ = """() => {
  for (const unread of document.querySelectorAll("script, style, .material-symbols-outlined, code, pre"))
    unread.remove();
  // What unfold's scrollbars say to screen readers can't be translated.
  const hinting = "[placeholder], [title], [aria-label]:not(.simplebar-content-wrapper)";
  const hints = [...document.querySelectorAll(hinting)].flatMap((element) =>
    ["placeholder", "title", "aria-label"].map((name) => element.getAttribute(name) ?? ""));
  return [document.title, document.body.innerText, ...hints].join("\\n");
}"""


def english(page: Page) -> set[str]:
    text = re.sub(r"[\w./-]*\.(gif|jpg|mp3|mp4|png|zip)|[0-9a-f]{32}|https?://\S+", "", page.evaluate(READ))
    return set(re.findall(r"[A-Za-z]{3,}", text)) - TERMS - NAMES


def test_no_page_has_english_left(open_as: Open, operator: User, alice: User) -> None:
    for number, user in enumerate([operator, alice]):
        User.objects.filter(pk=user.pk).update(username=f"{number}", nickname="小雨", avatar="")
    video = some_of_everything(alice, "海上日出")
    User.objects.filter(pk=a_colleague("viewer").pk).update(username="2", nickname="小云")
    a_receipt(outcome=Receipt.Outcome.FAILED)
    process.enqueue(video.vod_id)
    lists = [reverse(f"admin:{name}_changelist") for name in SUPERUSERS]
    imports = [reverse("admin:music_track_import"), reverse("admin:music_track_export")]

    page = open_as("/admin/", operator, language="zh-CN")
    left = {}
    for path in [*pages_of(video), *lists, *imports, reverse("admin:password_change")]:
        page.goto(path)
        if found := english(page):
            left[path] = found
    assert left == {}
