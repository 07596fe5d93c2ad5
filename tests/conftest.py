"""The cast: Alice and Bob with their apps, an app without a user, an operator, and the local cloud."""

import base64
import json
from collections.abc import Callable
from math import inf
from pathlib import Path
from unittest.mock import patch

import oss2
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import translation
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.models import AccessToken, User
from qulive import aliyun, freshness
from qulive.aliyun import client as cloud_client
from sandbox import worker as cloud_worker
from tests import inprocess
from tests.app import App
from tests.memory import forget
from videos.models import Video

CLIPS = Path(__file__).parent.parent / "videos" / "sample"

# What tests of load and faults measured, a line each.
FIGURES = pytest.StashKey[list[str]]()

Upload = Callable[..., Video]
Work = Callable[[], None]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture(autouse=True)
def cloud(settings: Settings, tmp_path: Path) -> None:
    """The local cloud, empty, behind the real SDK."""
    settings.SANDBOX_OBJECTS = tmp_path / "objects"
    for kept in (aliyun.vod, aliyun.sts, cloud_client.acs_client):
        kept.cache_clear()
    inprocess.mount(cloud_client.acs_client().session)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that another test's process remembered be true in this one's, nor its language stay.

    A second is over when a test says so, not when the machine is slow.
    """
    monkeypatch.setattr(freshness, "PERIOD", inf)
    translation.deactivate()
    forget()


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice", nickname="Alice", avatar="accounts/avatars/01.png")


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob", nickname="Bob", avatar="accounts/avatars/02.png")


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("olga", password="back office 2026")


@pytest.fixture
def stranger(db: None) -> App:
    """An app without a token."""
    return App()


@pytest.fixture
def alice_app(alice: User) -> App:
    return app_of(alice)


@pytest.fixture
def bob_app(bob: User) -> App:
    return app_of(bob)


@pytest.fixture
def back_office(operator: User) -> Client:
    # A process asks for them once, so what a page costs would depend on the pages before.
    ContentType.objects.get_for_models(*apps.get_models())
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def work(db: None, client: Client) -> Work:
    """Let the task worker and the cloud do everything that is due, events and all."""

    def until_done() -> None:
        busy = True
        while busy:
            run_tasks()
            busy = bool(cloud_worker.run_due() + cloud_worker.deliver_due(send=inprocess.posting_to(client)))
            busy |= DBTaskResult.objects.ready().exists()
        failures = [task.traceback for task in DBTaskResult.objects.failed()]
        assert not failures, failures[0]

    return until_done


@pytest.fixture
def upload(work: Work) -> Upload:
    """Have an app upload a real clip, as its SDK does, and let the cloud take it in."""

    def by(app: App, clip: str = "sunrise.mp4", path: str = "/vod/getVideoUploadAuth") -> Video:
        credential = app.get(path, title="Sunrise", fileName=clip).data
        put(credential, (CLIPS / clip).read_bytes())
        work()
        return Video.objects.get(vod_id=credential["videoId"])

    return by


@pytest.fixture
def publish(upload: Upload, work: Work) -> Upload:
    """Have an app upload and publish a clip; by then it is reviewed, transcoded and public."""

    def by(app: App, **form: str) -> Video:
        video = upload(app)
        answer = app.post("/vod/videoPublish", videoId=video.vod_id, **form)
        assert answer.ok, answer.body
        work()
        video.refresh_from_db()
        return video

    return by


def app_of(user: User) -> App:
    return App(AccessToken.objects.issue(user), user.user_id)


def run_tasks() -> None:
    worker = db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
    # The connection holds the test's own transaction: the worker must not drop it between tasks.
    with patch.object(db_worker, "close_old_connections"):
        worker.run()


def put(credential: dict[str, str], content: bytes) -> None:
    """Upload with the unmodified OSS SDK, as the apps' uploaders do."""
    address = json.loads(base64.b64decode(credential["uploadAddress"]))
    keys = json.loads(base64.b64decode(credential["uploadAuth"]))
    auth = oss2.StsAuth(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])
    session = inprocess.oss_session()
    bucket = oss2.Bucket(auth, address["Endpoint"], address["Bucket"], session=session)
    bucket.put_object(address["FileName"], content)
