from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from videos import publishing
from videos.models import Video


class Command(BaseCommand):
    help = (
        "Delete uploads that nobody published, here at once and at VOD by a task. "
        "Safe at any time, twice, and on several machines."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hours", type=int, default=72, help="only those that are older (default: %(default)s)"
        )
        parser.add_argument("--dry-run", action="store_true", help="count them, delete none")

    def handle(self, *args: Any, hours: int, dry_run: bool, **options: Any) -> None:
        moment = timezone.now() - timedelta(hours=hours)
        stale = Video.objects.existing().filter(published_at=None, created_at__lt=moment)
        if dry_run:
            self.stdout.write(f"{stale.count()} upload(s) would be deleted.")
            return
        expired = sum(publishing.expire(vod_id) for vod_id in list(stale.values_list("vod_id", flat=True)))
        self.stdout.write(f"{expired} upload(s) deleted.")
