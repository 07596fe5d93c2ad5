from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from callbacks import services
from callbacks.models import Receipt


class Command(BaseCommand):
    help = (
        "Act again on callbacks that were kept but not handled, because something of ours failed then. "
        "Safe at any time, twice, and on several machines. Exit code 1 when some fail again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list them, act on none")
        parser.add_argument(
            "--older-than",
            type=int,
            default=60,
            metavar="SECONDS",
            help="leave those alone that are younger: VOD may still be trying (default: %(default)s)",
        )

    def handle(self, *args: Any, dry_run: bool, older_than: int, **options: Any) -> None:
        moment = timezone.now() - timedelta(seconds=older_than)
        waiting = Receipt.objects.unhandled().filter(received_at__lte=moment).order_by("received_at")
        ids = list(waiting.values_list("pk", flat=True))
        if dry_run:
            for receipt in waiting.iterator():
                self.stdout.write(f"{receipt.received_at:%Y-%m-%d %H:%M:%S} {receipt}: {receipt.error}")
            self.stdout.write(f"{len(ids)} callback(s) would be handled again.")
            return
        failed = sum(not self.replay(Receipt.objects.get(pk=pk)) for pk in ids)
        self.stdout.write(f"{len(ids)} callback(s): {len(ids) - failed} handled, {failed} failed again.")
        if failed:
            raise CommandError("Some callbacks failed again; the back office lists them with their errors.")

    def replay(self, receipt: Receipt) -> bool:
        """Handle one, and say how it went."""
        if services.try_again(receipt) == Receipt.Outcome.FAILED:
            self.stderr.write(f"{receipt}: {receipt.error}")
            return False
        return True
