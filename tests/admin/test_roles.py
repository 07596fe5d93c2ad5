"""Roles: what an operator, a reviewer and a viewer may see and do, and who gives them."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import Staff, User
from tests.admin.rows import a_colleague, office_of

pytestmark = pytest.mark.django_db

CONTENT = {
    "videos/video", "videos/recommendation", "materials/stickercategory", "materials/captioncategory",
    "materials/frontsticker", "materials/font", "materials/mv", "music/track", "accounts/user",
    "callbacks/receipt",
}  # fmt: skip
SUPERUSERS_ONLY = {"accounts/staff", "auth/group", "django_tasks_database/dbtaskresult"}
EVERY_PAGE = CONTENT | SUPERUSERS_ONLY | {"admin/logentry"}
SEEN = {
    "operator": CONTENT | {"admin/logentry"},
    "reviewer": {"videos/video", "callbacks/receipt"},
    "viewer": CONTENT,
    "": set(),
}
each_role = pytest.mark.parametrize("role", SEEN)


def may(role: str) -> set[str]:
    user = User.objects.get(pk=a_colleague(role).pk)
    return {permission for permission in user.get_all_permissions() if not permission.startswith("admin.")}


@each_role
def test_each_role_opens_its_pages_and_no_others(role: str) -> None:
    office = office_of(role)

    opened = {page for page in EVERY_PAGE if office.get(f"/admin/{page}/").status_code == 200}
    assert opened == SEEN[role]


@each_role
def test_the_sidebar_leads_to_what_may_be_seen(role: str) -> None:
    text = office_of(role).get("/admin/").content.decode()

    assert {page for page in EVERY_PAGE if f'href="/admin/{page}/"' in text} == SEEN[role]


def test_a_superuser_sees_every_page(back_office: Client) -> None:
    assert {
        page for page in EVERY_PAGE if back_office.get(f"/admin/{page}/").status_code == 200
    } == EVERY_PAGE


def test_a_viewer_changes_nothing() -> None:
    assert all(".view_" in permission for permission in may("viewer"))


def test_a_reviewer_reviews_and_changes_nothing_else() -> None:
    assert {one for one in may("reviewer") if ".view_" not in one} == {"videos.review_video"}


def test_an_operator_keeps_the_content_and_not_the_staff() -> None:
    permissions = may("operator")

    assert {"videos.review_video", "videos.change_recommendation", "materials.add_sticker",
            "music.change_track", "accounts.change_user",
            "callbacks.change_receipt"} <= permissions  # fmt: skip
    assert not {one for one in permissions if "staff" in one or one.startswith(("auth.", "django_tasks"))}
    assert "accounts.delete_user" not in permissions


def test_no_permission_opens_what_gives_permissions() -> None:
    schemer = a_colleague()
    schemer.user_permissions.set(Permission.objects.all())
    office = Client()
    office.force_login(schemer)

    for page in SUPERUSERS_ONLY:
        assert office.get(f"/admin/{page}/").status_code == 403
    assert (
        office.post(f"/admin/accounts/staff/{schemer.pk}/change/", {"is_superuser": "on"}).status_code == 403
    )


def test_without_a_role_the_first_page_says_what_to_do() -> None:
    text = office_of("").get("/admin/").content.decode()

    assert "no role was given to you yet" in text


def test_a_superuser_hires_somebody(back_office: Client) -> None:
    role = Group.objects.get(name="reviewer")
    form = {"username": "rita", "nickname": "Rita", "groups": [role.pk],
            "password1": "correct-horse-7", "password2": "correct-horse-7"}  # fmt: skip
    assert back_office.post("/admin/accounts/staff/add/", form).status_code == 302

    rita = Staff.objects.get(username="rita")
    assert (rita.is_staff, rita.is_superuser, list(rita.groups.all())) == (True, False, [role])
    login = {"username": "rita", "password": "correct-horse-7", "next": "/admin/"}
    assert Client().post("/admin/login/", login).status_code == 302


def test_nobody_locks_themselves_out_or_is_deleted(back_office: Client, operator: User) -> None:
    page = f"/admin/accounts/staff/{operator.pk}/change/"
    back_office.post(page, {"username": "olga", "nickname": "Olga", "groups": []})

    operator.refresh_from_db()
    assert (operator.nickname, operator.is_active, operator.is_superuser) == ("Olga", True, True)
    assert (
        back_office.post(f"/admin/accounts/staff/{operator.pk}/delete/", {"post": "yes"}).status_code == 403
    )


def test_a_disabled_member_of_the_staff_is_out_at_once() -> None:
    office = office_of("operator")
    User.objects.update(is_active=False)

    assert office.get("/admin/").status_code == 302


def test_roles_are_made_once_and_then_left_to_those_who_run_the_place() -> None:
    migration: Any = import_module("qulive.migrations.0003_roles")
    viewer = Group.objects.get(name="viewer")
    viewer.permissions.clear()
    Group.objects.get(name="reviewer").delete()

    migration.make_roles(apps, None)
    assert not viewer.permissions.exists()
    assert Group.objects.get(name="reviewer").permissions.filter(codename="review_video").exists()
    assert Permission.objects.filter(codename="view_track").count() == 1
