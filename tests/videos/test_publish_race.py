"""Eight phones press the button at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from tests.app import App
from tests.conftest import app_of
from tests.videos.rows import a_draft
from videos.models import Video

PHONES = 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def publish_at_once(apps: list[App], vod_id: str) -> Counter[str]:
    """Let every app publish the id in the same moment, and count the codes of their answers."""
    start = Barrier(len(apps))

    def publish(app: App) -> str:
        try:
            start.wait(timeout=10)
            return app.post("/vod/videoPublish", videoId=vod_id).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(apps)) as phones:
        return Counter(phones.map(publish, apps))


def test_eight_publishes_of_one_upload_leave_one_video(alice: User) -> None:
    video = a_draft(alice)

    codes = publish_at_once([app_of(alice) for _ in range(PHONES)], video.vod_id)

    assert codes == {"200": 1, "409": PHONES - 1}
    assert Video.objects.get().owner == alice
    assert DBTaskResult.objects.count() == 1


def test_eight_users_who_claim_one_id_leave_one_claim() -> None:
    users = [User.objects.create_user(f"user{n}") for n in range(PHONES)]

    codes = publish_at_once([app_of(user) for user in users], "an-id-of-nobody")

    assert codes == {"200": 1, "403": PHONES - 1}
    assert Video.objects.get().is_claim
    assert DBTaskResult.objects.count() == 1
