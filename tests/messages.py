"""The Chinese texts, kept in step with the code: `python -m tests.messages`. Needs GNU gettext.

There are ours, and those for what other people's packages leave in English, on pages and in scripts.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
OURS = ("accounts", "callbacks", "credentials", "materials", "music", "qulive", "videos")
OTHERS = ("axes", "django_tasks", "django_tasks_db", "import_export", "unfold")
# Whose Chinese Django finds by itself.
CHINESE = (
    "django.conf", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "import_export", "rest_framework",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalog:
    """A file of translations, and the packages whose texts it has to know."""

    name: str
    po: Path
    packages: tuple[str, ...]
    # Packages that may have said it already.
    chinese: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """What Django calls it: `django`, or `djangojs` for scripts."""
        return self.po.stem

    @property
    def mo(self) -> Path:
        return self.po.with_suffix(".mo")

    def template(self, folder: Path) -> Path:
        """Write what the packages say now into an empty folder, and return it as a .pot file."""
        unneeded = shutil.ignore_patterns("locale", "vendor", "__pycache__")
        for package in self.packages:
            shutil.copytree(folder_of(package), folder / package, ignore=unneeded)
        (folder / "locale").mkdir()
        django = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--no-location"]
        run([*django, "--locale=zh_Hans", f"--domain={self.domain}"], folder)
        pot = folder / "locale" / f"{self.domain}.pot"
        if self.chinese:
            known = folder / "known.po"
            run(["msgcat", "--use-first", "-o", known, *unpacked(self.chinese, self.domain, folder)])
            one_sided = folder / "one-sided.po"
            run(["msgcomm", "--unique", "-o", one_sided, pot, known])
            run(["msgcomm", "--more-than=1", "-o", pot, pot, one_sided])
        return pot

    def update(self, pot: Path) -> None:
        """Add what is new, without a translation, and drop what nobody says any more."""
        merge = ["msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--sort-output"]
        run([*merge, "--no-wrap", self.po, pot])
        run(["msgattrib", "--no-obsolete", "--no-wrap", "--sort-output", "-o", self.po, self.po])

    def compile(self, mo: Path) -> None:
        """Write what Django reads. Raises CalledProcessError if a placeholder was lost in translation."""
        run(["msgfmt", "--check-format", "-o", mo, self.po])


def folder_in(locale: Path) -> Path:
    return locale / "zh_Hans" / "LC_MESSAGES"


OTHERS_LOCALE = folder_in(ROOT / "locale" / "others")
CATALOGS = (
    Catalog("ours", folder_in(ROOT / "locale") / "django.po", OURS),
    Catalog("others", OTHERS_LOCALE / "django.po", OTHERS, CHINESE),
    Catalog(
        "scripts",
        OTHERS_LOCALE / "djangojs.po",
        ("django.contrib.admin", "unfold"),
        ("django.contrib.admin",),
    ),
)


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


def unpacked(packages: Iterable[str], domain: str, folder: Path) -> list[Path]:
    """Return the Chinese that the packages bring along, as .po files in the folder."""
    files = []
    for package in packages:
        files.append(folder / f"{package}.po")
        run(["msgunfmt", "-o", files[-1], folder_in(folder_of(package) / "locale") / f"{domain}.mo"])
    return files


def run(command: list[str | Path], folder: Path = ROOT) -> str:
    """Run a program to its end and return what it said. Raises CalledProcessError."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    # A folder of sources is no project.
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, env=environment, check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout


def main() -> None:
    for catalog in CATALOGS:
        with TemporaryDirectory() as folder:
            catalog.update(catalog.template(Path(folder)))
        missing = run(["msgattrib", "--untranslated", "--no-wrap", catalog.po]).count("\nmsgid ")
        catalog.compile(catalog.mo)
        sys.stdout.write(f"{catalog.name}: {max(missing - 1, 0)} to translate\n")


if __name__ == "__main__":
    main()
