"""What the commands that take catalogs in, or write them out, have in common."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, transaction

from qulive import freshness
from qulive.catalog import files, manifest, plan
from qulive.catalog.appserver import AppServer
from qulive.catalog.errors import BadCatalog, refuse
from qulive.catalog.fetch import Fetcher
from qulive.catalog.manifest import Manifest
from qulive.catalog.plan import Plan
from qulive.catalog.progress import Progress
from qulive.catalog.tables import Table
from qulive.catalog.web import Web, is_address

RULES = """
What the catalog says of a row is what the row becomes. What it doesn't say stays as operators set it:
leave `sort` or `isPublished` out, and seeding again never touches them. A new row without `sort` has 0,
one without `isPublished` is published; rows of the same `sort` are shown in the order they came in.
Of the sections that the catalog has, --prune unpublishes what is not in it; sections that it doesn't have
stay. Files are stored under their content, once. Either everything is taken in, or nothing is, and every
problem is told; the exit code is 1 then. docs/catalogs.md tells the rest.
"""


class CatalogCommand(BaseCommand):
    """A command about some of the catalog's sections."""

    tables: Sequence[Table]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        sections = ",".join(table.wire for table in self.tables)
        parser.add_argument("--only", metavar="SECTIONS", help=f"some of {sections}, with commas between")

    def chosen(self, only: str | None) -> list[Table]:
        if only is None:
            return list(self.tables)
        names = [name.strip() for name in only.split(",")]
        known = [table.wire for table in self.tables]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise CommandError(f"--only knows {', '.join(known)}, and not {', '.join(map(repr, unknown))}.")
        return [table for table in self.tables if table.wire in names]

    @property
    def progress(self) -> Progress:
        return Progress(self.stderr)


class SeedCommand(CatalogCommand):
    """Takes a catalog in: reads, fetches, checks, plans, stores the files, and then writes the rows."""

    # What workers remember of these tables (qulive.freshness).
    version: str
    read_from: Callable[[AppServer, set[str]], Manifest]
    example: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.epilog = f"{RULES}\nExample: {self.example}"
        parser.add_argument(
            "source",
            nargs="?",
            type=Path,
            help="a folder, or a zip of one, with a catalog.json and its files",
        )
        parser.add_argument("--from-url", metavar="BASE", help="read a running AppServer instead")
        parser.add_argument("--dry-run", action="store_true", help="print the plan; store and write nothing")
        parser.add_argument("--prune", action="store_true", help="unpublish what the catalog doesn't have")
        parser.add_argument(
            "--copy-files", action="store_true", help="copy files at absolute URLs into our storage"
        )
        parser.add_argument("--connections", type=int, default=4, help="at most so many at once (default 4)")
        parser.add_argument(
            "--downloads",
            type=Path,
            default=settings.VAR / "downloads",
            help="folder for fetched files; what is in it is not fetched again",
        )

    def handle(self, *args: Any, source: Path | None, from_url: str | None, **options: Any) -> None:
        if (source is None) == (from_url is None):
            raise CommandError("Give a folder or a zip, or --from-url and the address of an AppServer.")
        tables = self.chosen(options["only"])
        web = Web(max(1, options["connections"]))
        try:
            if source is not None:
                with manifest.folder_of(source) as folder:
                    content = manifest.read(folder)
                    fetcher = Fetcher(web, options["downloads"])
                    plans = self.take_in(content, folder, tables, fetcher, **options)
            else:
                server = AppServer(base_url(str(from_url)), web)
                content = self.read(server, tables)
                fetcher = Fetcher(web, options["downloads"], server.address_of)
                plans = self.take_in(content, None, tables, fetcher, **options)
        except BadCatalog as error:
            raise CommandError("\n".join([*error.problems, "Nothing was changed."])) from None
        except OSError as error:
            # A full disk, a storage that refuses.
            raise CommandError(f"{error}\nNothing was changed.") from None
        self.report(plans, **options)

    def read(self, server: AppServer, tables: Iterable[Table]) -> Manifest:
        found = self.read_from(server, {table.wire for table in tables})
        return server.with_absolute_urls(found, tables)

    def take_in(
        self, content: Manifest, folder: Path | None, tables: list[Table], fetcher: Fetcher, **options: Any
    ) -> list[Plan]:
        """Raises BadCatalog."""
        rows = manifest.rows(content, tables)
        problems = [*manifest.twice(rows), *plan.dangling(rows)]
        named = files.uses_of(rows)
        wanted = [use for use in named if use.is_url and self.copies(use, **options)]
        fetched = fetcher.fetch(wanted, problems, self.progress) if wanted else {}
        kept = files.check(named, files.Source(folder, fetched), problems, self.progress)
        refuse(problems)
        files.settle(rows, kept)
        if not options["dry_run"]:
            files.store(kept, self.progress)
        pruned = set(content) if options["prune"] else set()
        try:
            with transaction.atomic():
                plans = plan.compare(tables, rows, pruned)
                if not options["dry_run"]:
                    plan.write(plans)
                    freshness.bump(self.version)
        except (DataError, IntegrityError) as error:
            raise BadCatalog(f"The database refuses the rows: {error}") from None
        return plans

    def copies(self, use: files.Use, *, copy_files: bool, **options: Any) -> bool:
        return copy_files

    def report(
        self, plans: list[Plan], *, dry_run: bool, prune: bool, verbosity: int, **options: Any
    ) -> None:
        if verbosity and (dry_run or verbosity > 1):
            self.stdout.writelines(f"{line}\n" for part in plans for line in part.lines())
        if verbosity:
            self.stdout.write(f"{'Would be: ' if dry_run else ''}{summary(plans, prune=prune)}.")
            for remark in self.remarks(plans):
                self.stdout.write(remark)

    def remarks(self, plans: list[Plan]) -> Iterable[str]:
        hidden = sum(not row.get("is_published", True) for part in plans for row in part.after)
        if hidden:
            yield f"Rows of the catalog that are not published: {hidden}."


def summary(plans: list[Plan], *, prune: bool) -> str:
    counts = {
        "created": sum(len(part.created) for part in plans),
        "changed": sum(len(part.changed) for part in plans),
        "unchanged": sum(len(part.unchanged) for part in plans),
    }
    if prune:
        counts["pruned"] = sum(len(part.gone) for part in plans)
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def base_url(text: str) -> str:
    if not is_address(text) or "?" in text or "#" in text:
        raise CommandError(f"{text!r} is no address of an AppServer, such as https://api.example.com.")
    return text
