"""Figures for Prometheus: of one process and of several, and nothing unless they are asked for."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from callbacks import services
from qulive import aliyun, figures
from qulive.aliyun.errors import CloudBusy
from qulive.models import Heartbeat, Version
from sandbox import faults

ROOT = Path(__file__).parent.parent
Read = Callable[[str], float]


@pytest.fixture(scope="module")
def counting() -> figures.Figures:
    """Prometheus's own registry takes each figure once in a process."""
    return figures.Figures()


@pytest.fixture
def read(settings: Settings, monkeypatch: pytest.MonkeyPatch, counting: figures.Figures, db: None) -> Read:
    """Read one line of what Prometheus is told."""
    settings.METRICS = True
    for module in ("qulive.api.watching", "qulive.aliyun.client", "callbacks.services"):
        monkeypatch.setattr(f"{module}.figures", lambda: counting)

    def now(line: str) -> float:
        text = Client().get("/metrics").content.decode()
        return sum(float(one.removeprefix(line)) for one in text.splitlines() if one.startswith(f"{line} "))

    return now


def test_an_operation_is_counted_by_name_and_code(read: Read, client: Client) -> None:
    line = 'qulive_operations_total{code="403",operation="vod/getSts"}'
    before = read(line)
    client.get("/vod/getSts?token=nobodys")

    assert read(line) == before + 1
    assert read('qulive_operation_seconds_count{operation="vod/getSts"}') >= 1


def test_calls_of_the_cloud_are_counted_by_outcome(read: Read) -> None:
    fine, busy = (
        read(f'qulive_cloud_calls_total{{action="AssumeRole",outcome="{one}"}}') for one in ("ok", "busy")
    )
    aliyun.sts().app_credential()
    faults.switch(rpc_throttle=1)
    aliyun.sts.cache_clear()
    with pytest.raises(CloudBusy):
        aliyun.sts().app_credential()

    assert read('qulive_cloud_calls_total{action="AssumeRole",outcome="ok"}') == fine + 1
    assert read('qulive_cloud_calls_total{action="AssumeRole",outcome="busy"}') == busy + 1


def test_callbacks_are_counted_and_names_that_we_do_not_know_are_one(
    read: Read, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    other = 'qulive_callbacks_total{event="other",outcome="unknown event"}'
    twice = 'qulive_callbacks_total{event="other",outcome="duplicate"}'
    before = read(other), read(twice)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        for _ in range(2):
            services.receive(b'{"EventType": "NeverHeardOf"}')

    assert (read(other), read(twice)) == (before[0] + 1, before[1] + 1)


def test_what_the_database_knows_is_told(read: Read) -> None:
    Version.objects.update_or_create(name="feed", defaults={"number": 7})
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())

    assert read('qulive_version{name="feed"}') == 7
    assert read("qulive_task_age_seconds") == 0
    assert read("qulive_worker_silent_seconds") < 60
    assert read("qulive_database_up") == 1


def test_nobody_sees_them_through_a_proxy(read: Read, client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


def test_nothing_is_served_unless_it_is_asked_for(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert figures.figures() is None


# One process: it answers an operation, then the last one is asked.
PROCESS = """
import django
django.setup()
from django.test import Client
Client(headers={"host": "localhost"}).get("/vod/getSts")
print(Client().get("/metrics").content.decode())
"""


def test_several_processes_add_up(tmp_path: Path) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "qulive.settings",
        "METRICS": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "figures"),
    }
    for _ in range(2):
        told = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", PROCESS],
            cwd=ROOT, env=env, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip

    assert 'qulive_operations_total{code="403",operation="vod/getSts"} 2.0' in told
    assert 'qulive_operation_seconds_count{operation="vod/getSts"} 2.0' in told
    assert "qulive_database_up 0.0" in told  # no tables yet
