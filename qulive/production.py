"""Whether the surroundings of a production are fit for one; one that is half configured does not start."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.core.management import call_command

from qulive.checks import HERE

ENOUGH: Final = 50  # characters, as Django has it


def refuse_half_configured() -> None:
    """Raise SystemCheckError where `check --deploy` finds errors, unless this is a laptop."""
    if not settings.DEBUG:
        call_command("check", deploy=True, fail_level="ERROR")


@register(Tags.security, deploy=True)
def check_secret_key(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield checks.Error(
            "SECRET_KEY is missing, or DEBUG is on: this is a laptop's configuration.",
            hint="Set SECRET_KEY to a long random text, and unset DEBUG.",
            id="qulive.E011",
        )
    elif len(settings.SECRET_KEY) < ENOUGH:
        yield checks.Error(
            "SECRET_KEY is short, and sessions and play paths are signed with it.",
            hint=f"Set it to {ENOUGH} random characters or more: `openssl rand -base64 48` prints some.",
            id="qulive.E012",
        )


@register(Tags.security, deploy=True)
def check_names(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    public = urlsplit(settings.PUBLIC_URL)
    if public.scheme != "https" or public.hostname in (*HERE, "0.0.0.0"):  # noqa: S104 - a comparison
        yield checks.Error(
            f"PUBLIC_URL is {settings.PUBLIC_URL}, which phones can't open safely.",
            hint="Set it to the https:// address under which apps reach this server.",
            id="qulive.E013",
        )
    if not settings.ALLOWED_HOSTS:
        yield checks.Error(
            "ALLOWED_HOSTS is empty, so every request would be refused.",
            hint="Set it to the host names of PUBLIC_URL and of the back office, with commas between them.",
            id="qulive.E014",
        )


@register(Tags.database, deploy=True)
def check_database(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        yield checks.Info(
            "DATABASE_URL is empty: the data is in an SQLite file, which one machine can have only.",
            hint="Fine on one machine; else docs/backup-upgrade.md tells how to take the data to PostgreSQL.",
            id="qulive.I002",
        )


@register(Tags.compatibility)
def check_figures(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    if settings.METRICS and settings.WORKERS > 1 and not settings.PROMETHEUS_MULTIPROC_DIR:
        yield checks.Error(
            "METRICS is on, and each of the WORKERS would tell its own figures only.",
            hint="Set PROMETHEUS_MULTIPROC_DIR to a folder for them, which is empty after a restart.",
            id="qulive.E015",
        )
