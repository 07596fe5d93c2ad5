"""Rows that only the back office looks at, and people who work there."""

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from callbacks.models import Receipt


def a_colleague(role: str = "", *, is_superuser: bool = False) -> User:
    """A member of the staff; without a role, one who may do nothing."""
    user = User.objects.create(
        username=f"staff-{role}", nickname=role.capitalize(), is_staff=True, is_superuser=is_superuser
    )
    user.groups.set(Group.objects.filter(name=role))
    return user


def office_of(role: str) -> Client:
    """The back office as a colleague in this role sees it."""
    client = Client()
    client.force_login(a_colleague(role))
    return client


def a_receipt(number: int = 1, **facts: str) -> Receipt:
    usual = {"event_type": "SnapshotComplete", "vod_id": f"{number:032}", "body": "{}"}
    return Receipt.objects.create(digest=f"{number:064}", **{**usual, **facts})
