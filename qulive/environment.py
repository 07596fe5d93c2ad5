"""Settings as the environment and `.env` say them; the environment wins, and an empty one counts as unset.

Any of them may lie in a file instead, which NAME_FILE names, as systemd, compose and Kubernetes keep secrets.
What can't be meant raises ImproperlyConfigured, which names the setting.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT: Final = Path(__file__).resolve().parent.parent
FLAGS: Final = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False, "false": False, "no": False, "off": False,
}  # fmt: skip

# Every setting that was asked for; docs/configuration.md has a line for each.
ASKED: Final[set[str]] = set()

env = environ.Env()
env.read_env(ROOT / ".env")


def text(name: str, default: str = "") -> str:
    ASKED.add(name)
    value, path = (env.ENVIRON.get(key, "").strip() for key in (name, f"{name}_FILE"))
    if value and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Unset one of them.")
    return (content(f"{name}_FILE", path) if path else value) or default


def content(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ImproperlyConfigured(f"{name} is {path}, which can't be read: {reason}.") from None


def choice(name: str, *words: str) -> str:
    """Return one of the words; the first is the default."""
    word = text(name, words[0]).lower()
    if word not in words:
        raise ImproperlyConfigured(f"{name} is {word!r}; it has to be {' or '.join(words)}.")
    return word


def names(name: str, default: list[str]) -> list[str]:
    """Return a list that is written with commas. One that is there and empty is empty."""
    given = text(name)
    if name not in env.ENVIRON and f"{name}_FILE" not in env.ENVIRON:
        return default
    return [part.strip() for part in given.split(",") if part.strip()]


def flag(name: str, *, default: bool) -> bool:
    word = text(name).lower()
    if word and word not in FLAGS:
        raise ImproperlyConfigured(f"{name} is {word!r}; it has to be 1 or 0.")
    return FLAGS[word] if word else default


def number(name: str, default: int, *, least: int = 1, most: int = 2**31 - 1) -> int:
    digits = text(name) or str(default)
    if not (digits.isascii() and digits.isdigit() and least <= int(digits) <= most):
        raise ImproperlyConfigured(f"{name} is {digits!r}; it has to be a number from {least} to {most}.")
    return int(digits)


def folder(name: str, default: str) -> Path:
    """Return a folder, made if need be; a relative one counts from the repository's root."""
    path = ROOT / Path(text(name, default)).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is {path}, which can't be made: {error.strerror}.") from None
    return path


def database(name: str, default: Path) -> dict[str, Any]:
    """Return the configuration of the database at this URL; without one, of an SQLite file."""
    url = text(name)
    if not url:
        # Not by way of a URL: a folder may have # or % in its name.
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    if urlsplit(url).scheme not in env.DB_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} is no database's address, such as postgres://user:password@127.0.0.1:5432/qulive."
        )
    config: dict[str, Any] = env.db_url_config(url)
    return config
