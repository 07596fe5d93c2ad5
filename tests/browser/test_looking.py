"""Pages for eyes: a phone's screen, somebody who may only look, and texts that try to be HTML."""

from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import AccessToken, User
from tests.browser.conftest import Open, told
from tests.materials.rows import (
    a_caption,
    a_caption_category,
    a_font,
    a_front_sticker,
    a_sticker,
    a_sticker_category,
    an_mv,
)
from tests.music.rows import a_track
from tests.videos.rows import a_rendition, a_video, recommended
from videos.models import Video

EVIL = "</title><script>alert(1)</script><img src onerror=alert(2)>"
LONG = "一个很长的标题" * 6
PHONE = 390
# What changes something, and what leads to where one does.
BUTTONS = (
    "[name=_save], [name=action], [name=verdict], [data-move], [formaction], "
    "[href$='/add/'], [href$='/import/']"
)
LISTS = [
    "videos_video", "videos_recommendation", "materials_stickercategory", "materials_sticker",
    "materials_captioncategory", "materials_frontsticker", "materials_mv", "materials_font", "music_track",
    "accounts_user", "callbacks_receipt",
]  # fmt: skip


def some_of_everything(owner: User, name: str) -> Video:
    """A row on every page, with this for its name."""
    (video,) = recommended(1, owner)
    Video.objects.filter(pk=video.pk).update(title=name, description=name, review_reason=name)
    a_video(owner, title=name, description=name, review="check")
    a_rendition(video)
    AccessToken.objects.issue(owner)
    a_sticker_category(84, name=name)
    a_caption_category(189, name=name)
    a_sticker(name=name)
    a_caption(name=name, font=a_font(name=name))
    a_front_sticker(name=name)
    an_mv(name=name)
    a_track(title=name, artist=name)
    return video


def pages_of(video: Video) -> list[str]:
    lists = [reverse(f"admin:{name}_changelist") for name in LISTS]
    rows = [("videos_video", video.pk), ("accounts_user", video.owner_id), ("materials_stickercategory", 84)]
    return [
        "/admin/",
        reverse("admin:videos_video_review"),
        *lists,
        *(reverse(f"admin:{name}_change", args=[pk]) for name, pk in rows),
    ]


def overflowing(page: Page) -> int:
    """By how many pixels the page can be pushed sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def test_nothing_overflows_a_phone(open_as: Open, operator: User, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(nickname=LONG[:60])
    video = some_of_everything(alice, LONG)

    page = open_as("/admin/", operator, language="zh-CN", width=PHONE)
    for path in pages_of(video):
        page.goto(path)
        assert (path, overflowing(page)) == (path, 0)


def test_html_in_titles_and_nicknames_is_text(open_as: Open, operator: User, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(nickname=EVIL)
    video = some_of_everything(alice, EVIL)

    page = open_as("/admin/", operator)
    alerts = told(page)
    for path in pages_of(video):
        page.goto(path)
        assert (path, page.locator("[onerror]").count(), alerts) == (path, 0, [])
    page.goto(reverse("admin:videos_video_changelist"))
    expect(page.get_by_text(EVIL).first).to_be_visible()


def test_a_viewer_sees_everything_and_no_button(open_as: Open, viewer: User, alice: User) -> None:
    video = some_of_everything(alice, "Sea at dawn")

    page = open_as("/admin/", viewer)
    for path in pages_of(video):
        page.goto(path)
        buttons = page.locator(BUTTONS)
        assert (path, buttons.count()) == (path, 0)


def test_every_page_of_ours_is_looked_at() -> None:
    """A page that is added has to be added here."""
    ours = {"accounts", "callbacks", "materials", "music", "videos"}
    pages = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
        if model._meta.app_label in ours
    }
    assert pages - {*LISTS} == {"accounts_staff", "materials_caption"}


def test_days_elsewhere_are_worth_a_word_and_no_alarm(open_as: Open, operator: User) -> None:
    page = open_as("/admin/callbacks/receipt/", operator, zone="UTC")
    page.locator("a, button").filter(has_text="Filters").first.click()

    note = page.locator(".timezonewarning").first
    expect(note).to_be_visible()
    assert note.inner_text() == "Note: You are 8 hours behind server time."
    assert note.evaluate("note => getComputedStyle(note, '::before').content") == '"info"'
