"""What the commands that take catalogs in have in common."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from qulive.catalog import BadCatalog, Catalog


class SeedCommand(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="the folder with the catalog.json and its files")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change no row")

    def handle(self, *args: Any, source: Path, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                catalog = Catalog.open(source)
                self.seed(catalog)
                transaction.set_rollback(dry_run)
        except BadCatalog as error:
            raise CommandError(str(error)) from None
        except KeyError as error:
            raise CommandError(f"A row of {source / 'catalog.json'} has no {error}.") from None
        if options["verbosity"]:
            self.stdout.write(f"{'Would be: ' if dry_run else ''}{catalog.tally}.")

    def seed(self, catalog: Catalog) -> None:
        """Take the catalog in. Raises BadCatalog."""
        raise NotImplementedError
