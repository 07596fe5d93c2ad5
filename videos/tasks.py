"""Background work on videos. Rows are the truth: a task that gets lost is driven again from them."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task

from qulive.aliyun.errors import CloudError
from videos import feed, processing
from videos.models import Video

logger = logging.getLogger(__name__)

# Seconds to wait after the first, second… failure that may pass; then it is written down and left.
PATIENCE = (3, 6, 9, 30, 120, 600, 3600)


@task()
def process(vod_id: str, attempt: int = 0) -> None:
    persevere(process, processing.process, vod_id, attempt)


@task()
def tell_verdict(vod_id: str, attempt: int = 0) -> None:
    persevere(tell_verdict, processing.tell_verdict, vod_id, attempt)


@task()
def describe(vod_id: str, attempt: int = 0) -> None:
    persevere(describe, processing.describe, vod_id, attempt)


@task()
def preload(vod_id: str, attempt: int = 0) -> None:
    persevere(preload, processing.preload, vod_id, attempt)


@task()
def delete_media(vod_id: str, attempt: int = 0) -> None:
    persevere(delete_media, processing.delete_media, vod_id, attempt)


@task()
def bury_if_gone(vod_id: str, attempt: int = 0) -> None:
    persevere(bury_if_gone, processing.bury_if_gone, vod_id, attempt)


def persevere(again: Any, step: Callable[[str], None], vod_id: str, attempt: int) -> None:
    """Do the step; put it off while the cloud is busy; write down what is wrong when that is final."""
    try:
        step(vod_id)
    except CloudError as error:
        logger.warning("%s %s: %s (request %s)", again.name, vod_id, error, error.request_id or "-")
        if error.permanent or attempt >= len(PATIENCE):
            give_up(vod_id, error)
            return
        later = timezone.now() + timedelta(seconds=PATIENCE[attempt])
        again.using(run_after=later).enqueue(vod_id, attempt + 1)


def give_up(vod_id: str, error: CloudError) -> None:
    """Write down what is wrong, for the owner and the operators; `reconcile_videos` asks again."""
    videos = Video.objects.filter(vod_id=vod_id)
    with feed.changing(vod_id):
        if error.permanent:
            videos.update(problem=processing.REFUSED)
        else:
            # What is known already says more than that nobody answers.
            videos.filter(problem="").update(problem=processing.SILENT)
