from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from materials.seeding import TABLES as MATERIALS
from music.seeding import TABLES as MUSIC
from qulive.catalog.errors import BadCatalog
from qulive.catalog.export import export
from qulive.management.seed import CatalogCommand


class Command(CatalogCommand):
    help = (
        "Write the catalogs into a folder that seed_materials and seed_music take back without a difference: "
        "ids, order, published or not, times, and every file of ours, private audio too."
    )
    tables = (*MATERIALS, *MUSIC)

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.epilog = "Example: manage.py export_catalog /tmp/catalog --only stickers,fonts"
        parser.add_argument("folder", type=Path, help="a new or empty folder")
        parser.add_argument("--force", action="store_true", help="write into a folder that has files in it")

    def handle(self, *args: Any, folder: Path, only: str | None, force: bool, **options: Any) -> None:
        tables = self.chosen(only)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()) and not force:
                raise CommandError(f"{folder} is not empty. With --force its catalog is replaced.")
            counts = export(tables, folder, self.progress)
        except OSError as error:
            raise CommandError(f"{folder} can't be written: {error}") from None
        except BadCatalog as error:
            raise CommandError("\n".join(error.problems)) from None
        if options["verbosity"]:
            written = ", ".join(f"{count} {what}" for what, count in counts.items())
            self.stdout.write(f"{folder}: {written}.")
