"""The back office from below: who may not, cannot - at every address of it, whichever page brought it."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Model, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.abuse.routes import back_office as addresses
from tests.admin.test_admin import MODELS

Rows = dict[str, Model]

# Where people get in and out, and words without facts.
OPEN = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/"}
# What everybody of the staff has, whatever else they may.
FOR_ALL_STAFF = {
    *OPEN,
    "/admin/",
    "/admin/password_change/",
    "/admin/password_change/done/",
    "/admin/search/",
}
PARAMETER = re.compile(r"<[^>]+>|\(\?P[^)]+\)\$?")
WRITE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|axes_)')


@pytest.fixture
def rows(db: None) -> Rows:
    """A row of every model that has a page, by the beginning of its page's addresses."""
    made = {}
    for number, (model, (make, _words)) in enumerate(MODELS.items(), 20):
        make(number)
        made[page_of(model)] = model._default_manager.latest("pk")
    return made


def page_of(model: type[Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def filled(address: str, rows: Rows) -> str:
    """Put a row's id where the address wants one."""
    row = next((row for page, row in rows.items() if address.startswith(page)), None)
    return PARAMETER.sub(str(row.pk if row else 1), address)


def closed_to_staff() -> list[str]:
    return [address for address in addresses() if address not in FOR_ALL_STAFF]


def office_of(permissions: QuerySet[Permission] | None = None) -> Client:
    colleague = User.objects.create_user("cora", is_staff=True)
    if permissions is not None:
        colleague.user_permissions.set(permissions)
    client = Client()
    client.force_login(colleague)
    return client


def writes(office: Client, address: str, **form: Any) -> list[str]:
    """Post there as a page's buttons would; return what that wrote."""
    with CaptureQueriesContext(connection) as queries:
        office.post(address, {"post": "yes", "_save": "Save", **form})
    return [query["sql"] for query in queries if WRITE.match(query["sql"])]


@pytest.mark.parametrize("app_user", [True, False])
def test_only_staff_gets_behind_the_login(rows: Rows, client: Client, *, app_user: bool) -> None:
    if app_user:
        client.force_login(User.objects.create_user("paul"))
    for address in set(addresses()) - OPEN:
        for send in (client.get, client.post):
            response: Any = send(filled(address, rows))
            assert response.status_code == 302, address
            assert response.headers["Location"].startswith("/admin/login/"), address


def test_staff_without_a_permission_sees_no_fact(rows: Rows) -> None:
    office = office_of()
    for address in closed_to_staff():
        assert office.get(filled(address, rows)).status_code in (302, 403, 404, 405), address


def test_staff_without_a_permission_writes_nothing(rows: Rows) -> None:
    office = office_of()
    for address in closed_to_staff():
        assert not writes(office, filled(address, rows)), address


def assert_writes_nothing(office: Client, rows: Rows) -> None:
    for address in closed_to_staff():
        assert not writes(office, filled(address, rows)), address
    for page, row in rows.items():
        for action in names_of_actions(type(row)):
            chosen = {"action": action, "_selected_action": row.pk, "index": 0}
            assert not writes(office, page, **chosen), (page, action)


def names_of_actions(model: type[Model]) -> set[str]:
    """Every action that the page offers to anybody."""
    page: Any = admin.site.get_model_admin(model)
    return {name for _action, name, _words in page._get_base_actions()}


def test_whoever_may_only_look_writes_nothing(rows: Rows) -> None:
    assert_writes_nothing(office_of(Permission.objects.filter(codename__startswith="view_")), rows)


def test_a_role_that_may_only_look_writes_nothing(rows: Rows) -> None:
    for role in Group.objects.exclude(permissions=None):
        if not role.permissions.exclude(codename__startswith="view_").exists():
            office = office_of(role.permissions.all())
            assert_writes_nothing(office, rows)
            User.objects.filter(username="cora").delete()


@pytest.mark.parametrize("verb", ["add", "change", "delete"])
def test_each_verb_wants_its_own_permission(rows: Rows, verb: str) -> None:
    office = office_of(Permission.objects.exclude(codename__startswith=f"{verb}_"))
    for page, row in rows.items():
        place = {"add": "add/", "change": f"{row.pk}/change/", "delete": f"{row.pk}/delete/"}[verb]
        assert not writes(office, f"{page}{place}"), page
        if verb == "delete":
            assert not writes(office, page, action="delete_selected", _selected_action=row.pk), page


def test_whoever_may_does(back_office: Client, rows: Rows) -> None:
    """The counterpart: these addresses open, and these forms write, for those who may."""
    for page, row in rows.items():
        assert back_office.get(f"{page}{row.pk}/change/").status_code == 200, page
    assert any(writes(back_office, f"{page}{row.pk}/delete/") for page, row in rows.items())
