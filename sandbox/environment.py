"""Values from the environment and `.env`, which loses against it."""

from collections.abc import Mapping
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from sandbox import account

ROOT = Path(__file__).resolve().parent.parent


def load() -> Mapping[str, str]:
    """Return the environment, completed by `.env` at the root of the repository."""
    environ.Env.read_env(ROOT / ".env")
    variables: Mapping[str, str] = environ.Env.ENVIRON
    return variables


def host(variables: Mapping[str, str]) -> str:
    """Return the address to listen on, in figures."""
    name = variables.get("HOST") or "localhost"
    return "127.0.0.1" if name == "localhost" else name


def address(variables: Mapping[str, str], port: str) -> str:
    """Return the URL at which this machine reaches a server of ours on that port."""
    name = host(variables)
    return f"http://{'127.0.0.1' if name == '0.0.0.0' else name}:{port}"  # noqa: S104


def folder(variables: Mapping[str, str]) -> Path:
    """Return the data folder; a relative one counts from the root of the repository."""
    return ROOT / Path(variables.get("VAR") or "var").expanduser()


def refuse_real_keys(variables: Mapping[str, str]) -> None:
    """Raise beside a real account's key: a typing error must not reach the wrong cloud."""
    for name in ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID_FILE", "ALIYUN_ACCESS_KEY_ID"):
        if variables.get(name) not in (None, "", account.ACCESS_KEY_ID):
            raise ImproperlyConfigured(
                f"{name} holds a real key. The sandbox only starts without it, "
                f"or with {account.ACCESS_KEY_ID}."
            )
