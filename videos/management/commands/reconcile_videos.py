from argparse import ArgumentParser
from datetime import timedelta
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from qulive.aliyun.errors import CloudError
from videos import reconcile
from videos.models import Video
from videos.states import DECIDED

PROGRESS_EVERY = 50

# Seconds to wait after the first, second… video in a row for which VOD is too busy. Then we leave it alone.
PAUSES = (1, 2, 4, 8)


class Command(BaseCommand):
    help = (
        "Ask VOD about videos that stayed unfinished, apply what it knows and order again what got lost. "
        "Safe at any time, twice, and on several machines. Exit code 1 when VOD did not answer for some."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--minutes",
            type=int,
            default=10,
            help="only what waits for longer and was not asked about since (default: %(default)s)",
        )
        parser.add_argument("--dry-run", action="store_true", help="list them, ask and change nothing")

    def handle(self, *args: Any, minutes: int, dry_run: bool, **options: Any) -> None:
        due = reconcile.due(timezone.now() - timedelta(minutes=minutes))
        ids = list(due.order_by("pk").values_list("pk", flat=True))
        count = len(ids)
        if dry_run:
            for video in due.order_by("pk").iterator():
                self.stdout.write(f"{video.vod_id} {describe(video)}")
            self.stdout.write(f"{count} video(s) would be reconciled.")
            return
        done = failed = busy = 0
        for pk in ids:
            if busy > len(PAUSES):
                self.stdout.write("VOD is too busy; the others are left for the next run.")
                break
            if busy:
                sleep(PAUSES[busy - 1])
            error = self.reconcile(due.filter(pk=pk).first())
            done += 1
            failed += error is not None
            busy = busy + 1 if error and not error.permanent else 0
            if done % PROGRESS_EVERY == 0:
                self.stdout.write(f"{done} of {count}…")
        unfinished = Video.objects.unfinished().count()
        self.stdout.write(f"{done} video(s) reconciled, {failed} failed, {unfinished} are still unfinished.")
        if failed:
            raise CommandError("VOD did not answer for some videos; run it again later.")

    def reconcile(self, video: Video | None) -> CloudError | None:
        """Reconcile one, and return what went wrong: it must not stop the others."""
        if video is None or not reconcile.take(video):
            return None
        try:
            reconcile.reconcile(video)
        except CloudError as error:
            self.stderr.write(f"{video.vod_id}: {error}")
            return error
        return None


def describe(video: Video) -> str:
    if video.deleted_at:
        return "deleted here, not at VOD yet"
    states = {"review": video.review, "snapshots": video.snapshot, "transcoding": video.transcode}
    words = [f"{name} {state or 'not ordered'}" for name, state in states.items()]
    if video.review in DECIDED and video.verdict_told != video.review:
        words.append("VOD does not know the verdict")
    return f"{video.status}: {', '.join(words)}"
