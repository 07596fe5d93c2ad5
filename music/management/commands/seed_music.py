from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from music import seeding
from qulive.catalog.files import Use
from qulive.catalog.plan import Plan
from qulive.management.seed import SeedCommand


class Command(SeedCommand):
    help = "Create or change tracks: all of a catalog, or nothing."
    example = "manage.py seed_music music/sample --dry-run"
    version = "music"
    tables = seeding.TABLES
    read_from = staticmethod(seeding.read_from)

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--no-copy",
            action="store_true",
            help="leave audio elsewhere where it is; a track without audio of ours is not published",
        )

    def copies(self, use: Use, *, copy_files: bool, no_copy: bool = False, **options: Any) -> bool:
        # A play path expires, so audio at one is of no use unless we have it.
        return not no_copy if use.column.always_ours else copy_files

    def remarks(self, plans: list[Plan]) -> Iterable[str]:
        tracks = [row for part in plans for row in part.after]
        silent = sum(not row["audio"] for row in tracks)
        if silent:
            yield f"Tracks without audio of ours, which stay unpublished: {silent}."
        hidden = sum(bool(row["audio"]) and not row["is_published"] for row in tracks)
        if hidden:
            yield f"Tracks of the catalog that are not published: {hidden}."
