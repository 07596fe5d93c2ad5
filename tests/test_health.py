"""Health: for balancers and for people who watch."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from qulive import health
from qulive.models import Heartbeat
from videos import tasks

PATHS = ("/health/live", "/health/ready", "/health/status")


@pytest.fixture(autouse=True)
def unknown_yet() -> None:
    health.migrations = health.Migrations()


@pytest.fixture
def worker(db: None) -> Heartbeat:
    return Heartbeat.objects.create(worker="one", seen_at=timezone.now())


@pytest.mark.parametrize("path", PATHS)
def test_all_is_well(client: Client, worker: Heartbeat, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", PATHS)
def test_a_balancer_asks_by_address_and_without_tls(
    client: Client, worker: Heartbeat, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["api.example.com"]

    assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_only_reading_is_answered(client: Client, db: None, path: str) -> None:
    assert client.post(path).status_code == 405


def test_a_release_whose_migrations_are_missing_is_not_ready(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'videos'")

    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "migrations are not applied")


def test_a_database_that_is_away_is_named_and_empties_no_balancer(client: Client) -> None:
    with patch.object(connection, "ensure_connection", side_effect=DatabaseError):
        answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "degraded": ["database"]}


def test_tasks_that_nobody_takes_are_told(client: Client, db: None) -> None:
    tasks.process.enqueue("0" * 32)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=10))

    answer = client.get("/health/status")
    assert (answer.status_code, answer.json()["status"]) == (503, "degraded")
    assert not answer.json()["tasks"]["ok"]
    assert 595 <= answer.json()["tasks"]["oldest_due_seconds"] <= 605


def test_a_task_that_waits_for_its_time_is_not_late(client: Client, db: None) -> None:
    tasks.process.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("0" * 32)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=10))

    assert client.get("/health/status").json()["tasks"] == {"ok": True, "oldest_due_seconds": 0}


def test_a_worker_that_is_silent_for_too_long_is_told(client: Client, worker: Heartbeat) -> None:
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=3))

    answer = client.get("/health/status")
    assert answer.status_code == 503
    assert answer.json()["worker"] == {"ok": False, "silent_seconds": 180}


def test_without_any_worker_it_is_not_well(client: Client, db: None) -> None:
    assert client.get("/health/status").json()["worker"] == {"ok": False, "silent_seconds": None}
