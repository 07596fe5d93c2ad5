"""Files from elsewhere, brought into a local folder first. What is there already is not fetched again."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qulive.catalog.content import BadFile
from qulive.catalog.files import Use, in_threads
from qulive.catalog.progress import Progress
from qulive.catalog.web import Unreachable, Web

# With so many failures a server is down, and asking on would be rude.
FAILURES_MOST = 20


@dataclass
class Fetcher:
    web: Web
    folder: Path
    # What to ask for instead; a track's audio has an address for a while only. Empty: there is none.
    address_of: Callable[[str], str] = str

    def fetch(self, uses: list[Use], problems: list[str], progress: Progress) -> dict[str, Path]:
        """Fetch what these columns name and return where it is. What is wrong joins the problems."""
        self.folder.mkdir(parents=True, exist_ok=True)
        once = list({use.reference: use for use in uses}.values())
        found: dict[str, Path] = {}
        failures: list[str] = []

        def one(use: Use) -> None:
            if len(failures) >= FAILURES_MOST:
                return
            try:
                path = self.bring(use)
            except (BadFile, Unreachable) as error:
                failures.append(f"{use}: {use.reference}: {error}.")
            else:
                found.update({use.reference: path} if path else {})

        in_threads(one, once, progress, "Fetching files", self.web.connections)
        if len(failures) >= FAILURES_MOST:
            failures.append("With so many failures no further files were fetched.")
        problems.extend(failures)
        return found

    def bring(self, use: Use) -> Path | None:
        """Raises BadFile and Unreachable."""
        target = self.folder / file_name(use.reference)
        if target.exists():
            return target
        address = self.address_of(use.reference)
        if not address:
            return None
        # Under its own name there is only what is whole and what it should be.
        partial = target.with_name(f"{target.name}.{os.getpid()}.part")
        with partial.open("wb") as stream:
            self.web.download(address, stream, use.column.content.most)
        try:
            use.column.content.check(partial)
        except BadFile as error:
            partial.unlink()
            raise BadFile(f"what came {error}") from None
        return partial.replace(target)


def file_name(reference: str) -> str:
    """Call a fetched file after its address; of what it is called there, only `.mat` matters."""
    path = reference.partition("?")[0].lower()
    return hashlib.sha256(reference.encode()).hexdigest()[:32] + (".mat" if path.endswith(".mat") else "")
