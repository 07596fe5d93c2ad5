"""manage.py prune: what is kept for a while goes after it, and nothing else does."""

import io
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AccessToken, User
from callbacks.models import Receipt
from tests.videos.rows import a_draft
from videos import tasks

LONG_AGO = timezone.now() - timedelta(days=400)


def prune(*options: str) -> str:
    out = io.StringIO()
    call_command("prune", *options, stdout=out)
    return out.getvalue()


def receipts(count: int, **facts: Any) -> None:
    Receipt.objects.bulk_create(
        [Receipt(digest=f"{number:064}", body="{}") for number in range(count)], batch_size=500
    )
    Receipt.objects.update(**facts)


def a_guest(*, last_seen: Any = LONG_AGO, **facts: Any) -> User:
    usual = {"is_guest": True, "date_joined": LONG_AGO, **facts}
    user = User.objects.create_user(f"guest-{User.objects.count()}", **usual)
    AccessToken.objects.issue(user)
    AccessToken.objects.filter(user=user).update(used_on=last_seen)
    return user


def test_callbacks_go_after_their_time(db: None) -> None:
    receipts(3, received_at=LONG_AGO)
    Receipt.objects.create(digest="new", body="{}")

    assert "Deleted 3 callbacks older than 180 days." in prune()
    assert Receipt.objects.get().digest == "new"


def test_finished_tasks_go_and_others_stay(db: None) -> None:
    for status in ("READY", "RUNNING", "FAILED", "SUCCESSFUL"):
        tasks.process.enqueue(status)
        DBTaskResult.objects.filter(status="READY", args_kwargs__args=[status]).update(status=status)
    DBTaskResult.objects.update(finished_at=LONG_AGO, enqueued_at=LONG_AGO)

    prune()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"READY", "RUNNING"}


def test_failed_logins_and_sessions_go_after_their_time(db: None) -> None:
    AccessAttempt.objects.create(username="carol", failures_since_start=3)
    AccessAttempt.objects.update(attempt_time=LONG_AGO)
    Session.objects.create(session_key="old", session_data="", expire_date=LONG_AGO)
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now())

    prune()
    assert not AccessAttempt.objects.exists()
    assert Session.objects.get().session_key == "new"


def test_a_guest_who_was_not_seen_for_a_year_and_owns_nothing_goes(db: None) -> None:
    a_guest()

    assert "Deleted 1 guests older than 365 days." in prune()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"last_seen": timezone.now()},
        {"date_joined": timezone.now()},
        {"is_guest": False},
        {"is_staff": True},
    ],
)
def test_whoever_lives_or_registered_stays(db: None, facts: dict[str, Any]) -> None:
    a_guest(**facts)

    prune()
    assert User.objects.count() == 1


@pytest.mark.parametrize("deleted", [False, True])
def test_a_guest_who_owns_a_video_or_its_tombstone_stays(db: None, deleted: bool) -> None:  # noqa: FBT001
    a_draft(a_guest(), deleted_at=LONG_AGO if deleted else None)

    prune()
    assert User.objects.count() == 1


def test_a_dry_run_counts_and_deletes_nothing(db: None) -> None:
    receipts(2, received_at=LONG_AGO)

    assert "Would delete 2 callbacks older than 180 days." in prune("--dry-run")
    assert Receipt.objects.count() == 2


def test_0_days_keep_it_for_ever(db: None, settings: Settings) -> None:
    settings.KEEP_CALLBACKS_DAYS = 0
    receipts(2, received_at=LONG_AGO)

    prune()
    assert Receipt.objects.count() == 2


def test_many_rows_go_in_batches(db: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    receipts(2_500, received_at=LONG_AGO)

    with django_assert_max_num_queries(30):
        prune()
    assert not Receipt.objects.exists()


def test_a_batch_begins_behind_the_last_one(db: None) -> None:
    """What stays has its keys everywhere between, and would be looked at again for every batch."""
    ages = (LONG_AGO, timezone.now())
    Session.objects.bulk_create(
        Session(session_key=f"{number:05}", session_data="", expire_date=ages[number % 2])
        for number in range(5_000)
    )

    with CaptureQueriesContext(connection) as asked:
        prune()
    assert Session.objects.count() == 2_500
    table, key = Session._meta.db_table, f'"{Session._meta.db_table}"."session_key" > '
    looks = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and table in one["sql"]]
    assert [key in sql for sql in looks] == [False, True, True, True]
