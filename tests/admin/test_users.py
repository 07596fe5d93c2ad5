"""The back office's page of app users: their videos, their tokens, their standing."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessToken, User
from tests.admin.rows import a_colleague, office_of
from tests.app import App
from tests.conftest import app_of
from tests.videos.rows import a_draft, a_video, recommended, several
from videos.models import Video

LIST = "/admin/accounts/user/"
STAFF = "/admin/accounts/staff/"


def page(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def press(office: Client, user: User, button: str, value: str = "") -> Any:
    form = {"value": value, "confirmed": 1}
    return office.post(f"{LIST}{user.pk}/press/{button}/", form, follow=True)


def act(office: Client, action: str, *users: User) -> Any:
    chosen = {"action": action, "_selected_action": [user.pk for user in users], "confirmed": 1}
    return office.post(LIST, chosen, follow=True)


def asked(response: Any) -> dict[str, list[str]]:
    """What the question's page sends if the operator says yes."""
    assert "Cancel" in response.content.decode()
    sent = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', response.content.decode())
    names = {name for name, _value in sent} - {"csrfmiddlewaretoken"}
    return {name: [value for key, value in sent if key == name] for name in names}


def names(response: Any) -> list[str]:
    return [str(user) for user in response.context["cl"].result_list]


def lets_in(app: App) -> bool:
    return bool(app.get("/vod/getPersonalVideoList", userId=app.user_id).ok)


def test_app_users_and_staff_have_lists_of_their_own(
    back_office: Client, alice: User, operator: User
) -> None:
    assert names(back_office.get(LIST)) == ["Alice"]
    assert names(back_office.get(STAFF)) == ["olga"]
    assert back_office.get(page(operator)).status_code == 302


def test_a_row_says_how_many_videos_are_left(back_office: Client, alice: User, bob: User) -> None:
    several(3, alice)
    video = a_video(alice)
    Video.objects.filter(pk=video.pk).update(deleted_at=video.created_at)

    counted = {str(user): user.counted for user in back_office.get(LIST).context["cl"].result_list}
    assert counted == {"Alice": 3, "Bob": 0}


@pytest.mark.parametrize("words", ["lic", "ALICE", "alice"])
def test_a_user_is_found_by_a_part_of_a_name(back_office: Client, alice: User, bob: User, words: str) -> None:
    assert names(back_office.get(LIST, {"q": words})) == ["Alice"]


def test_a_user_id_finds_its_user_and_nobody_else(back_office: Client, alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(nickname=f"not {alice.user_id}")

    assert names(back_office.get(LIST, {"q": f" {alice.user_id} "})) == ["Alice"]


def test_a_page_shows_the_latest_videos_and_costs_the_same_for_any_number(
    back_office: Client, alice: User, alice_app: App
) -> None:
    back_office.get(page(alice))
    costs = []
    for count in (1, 40):
        several(count, alice)
        with CaptureQueriesContext(connection) as queries:
            text = back_office.get(page(alice)).content.decode()
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert len(re.findall(r"/admin/videos/video/\d+/change/", text)) == 12
    assert f"/admin/videos/video/?owner__id__exact={alice.pk}" in text


def test_a_disabled_users_tokens_stop_and_their_videos_leave_public_lists(
    back_office: Client, alice: User, alice_app: App, stranger: App
) -> None:
    video = a_video(alice)
    assert lets_in(alice_app)
    assert Video.objects.public().exists()

    answer = press(back_office, alice, "disable")
    assert "1 user is disabled" in answer.content.decode()
    assert not lets_in(alice_app)
    assert not Video.objects.public().exists()
    assert not stranger.get("/vodVideo/getVideoById", videoId=video.vod_id).ok

    press(back_office, alice, "enable")
    assert lets_in(alice_app)
    assert Video.objects.public().get() == video


def test_many_are_disabled_at_once_and_each_is_in_the_audit_log(
    back_office: Client, alice: User, bob: User
) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)

    act(back_office, "disable_selected", alice, bob)
    assert not User.objects.filter(is_active=True, is_staff=False).exists()
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.change_message) == ("Alice", "Disabled.")

    act(back_office, "enable_selected", alice, bob)
    assert LogEntry.objects.count() == 3


@pytest.mark.parametrize("button", ["disable", "revoke_all"])
def test_a_button_that_shuts_somebody_out_asks_first(
    back_office: Client, alice: User, alice_app: App, button: str
) -> None:
    question = back_office.post(f"{LIST}{alice.pk}/press/{button}/", {"nickname": "Unsaved"})
    assert lets_in(alice_app)

    back_office.post(f"{LIST}{alice.pk}/press/{button}/", asked(question))
    assert not lets_in(alice_app)
    assert User.objects.get(pk=alice.pk).nickname == "Alice"


def test_disabling_many_asks_first(back_office: Client, alice: User, bob: User) -> None:
    chosen = {"action": "disable_selected", "_selected_action": [alice.pk, bob.pk], "select_across": 0}
    question = back_office.post(LIST, chosen)
    assert User.objects.filter(is_active=True, is_staff=False).count() == 2

    back_office.post(LIST, asked(question))
    assert not User.objects.filter(is_active=True, is_staff=False).exists()


def test_staff_can_not_be_disabled_here(alice: User) -> None:
    office = office_of("operator")
    boss = a_colleague("boss", is_superuser=True)

    act(office, "disable_selected", boss)
    assert press(office, boss, "disable").status_code == 404
    boss.refresh_from_db()
    assert boss.is_active


def test_one_token_is_revoked_and_the_others_live_on(back_office: Client, alice: User) -> None:
    lost, kept = app_of(alice), app_of(alice)
    token = AccessToken.objects.earliest("pk")

    answer = press(back_office, alice, "revoke_token", str(token.pk))
    assert "1 token was revoked." in answer.content.decode()
    assert not lets_in(lost)
    assert lets_in(kept)
    assert LogEntry.objects.get().change_message == "Tokens revoked\n1"


@pytest.mark.parametrize("value", ["", "x", "999999", "-1", "²"])
def test_a_number_that_is_no_token_of_theirs_revokes_none(
    back_office: Client, alice: User, bob_app: App, value: str
) -> None:
    theirs = value or str(AccessToken.objects.get().pk)

    assert "0 tokens were revoked." in press(back_office, alice, "revoke_token", theirs).content.decode()
    assert lets_in(bob_app)


def test_all_tokens_of_a_user_are_revoked(back_office: Client, alice: User, bob_app: App) -> None:
    apps = [app_of(alice), app_of(alice)]

    assert "2 tokens were revoked." in press(back_office, alice, "revoke_all").content.decode()
    assert [lets_in(app) for app in (*apps, bob_app)] == [False, False, True]


def test_a_nickname_is_changed_and_apps_see_it(back_office: Client, alice: User, bob_app: App) -> None:
    recommended(1, alice)
    form = {"nickname": "Alicia", "avatar": alice.avatar}

    assert back_office.post(page(alice), form).status_code == 302
    (row,) = bob_app.get("/vod/getRecommendVideoList").data["videoList"]
    assert row["user"]["userName"] == "Alicia"
    alice.refresh_from_db()
    assert alice.modified_at


def test_html_in_a_name_is_text(back_office: Client, alice: User) -> None:
    bad = "<script>alert(1)</script>"
    User.objects.filter(pk=alice.pk).update(nickname=bad, avatar='https://x/"><script>')
    a_draft(alice, title=bad)
    press(back_office, alice, "disable")

    for path in (LIST, page(alice), "/admin/admin/logentry/"):
        text = back_office.get(path).content.decode()
        assert bad not in text
        assert '"><script>' not in text
        assert "&lt;script&gt;alert(1)" in text


def test_whoever_only_looks_has_no_buttons(alice: User, alice_app: App) -> None:
    office = office_of("viewer")

    text = office.get(page(alice)).content.decode()
    assert "/press/" not in text
    assert "disable_selected" not in office.get(LIST).content.decode()
    assert press(office, alice, "disable").status_code == 403
    act(office, "disable_selected", alice)
    assert lets_in(alice_app)


def test_a_button_wants_a_post_and_a_name_that_there_is(back_office: Client, alice: User) -> None:
    assert back_office.get(f"{LIST}{alice.pk}/press/disable/").status_code == 405
    assert press(back_office, alice, "delete_model").status_code == 404
    assert press(back_office, User(pk=0), "disable").status_code == 404
