"""Settings of the local cloud. It shares variables with the AppServer, and nothing else."""

import secrets
from typing import Any

from sandbox import environment

_env = environment.load()
environment.refuse_real_keys(_env)

_folder = environment.folder(_env) / "sandbox"
_app_server = _env.get("PUBLIC_URL") or environment.address(_env, _env.get("PORT") or "8000")

SANDBOX_HOST = environment.host(_env)
SANDBOX_PORT = int(_env.get("SANDBOX_PORT") or 8001)
SANDBOX_PUBLIC_URL = (_env.get("SANDBOX_PUBLIC_URL") or environment.address(_env, str(SANDBOX_PORT))).rstrip(
    "/"
)
SANDBOX_OBJECTS = _folder / "objects"
# ffmpeg's path; unset takes imageio-ffmpeg's, empty works without one.
SANDBOX_FFMPEG = _env.get("SANDBOX_FFMPEG")
# Faults that are on from the start: `duplicate,delay=3`. Unset, those of the last run go on.
SANDBOX_FAULTS = _env.get("SANDBOX_FAULTS", "")

# Where events are posted, which string they sign, and with which keys (the first signs).
SANDBOX_CALLBACK_TARGET = (
    _env.get("SANDBOX_CALLBACK_TARGET")
    or f"{environment.address(_env, _env.get('PORT') or '8000')}/vodcallback/callback"
)
SANDBOX_CALLBACK_URL = _env.get("VOD_CALLBACK_URL") or f"{_app_server.rstrip('/')}/vodcallback/callback"
SANDBOX_CALLBACK_KEYS = [
    key.strip() for key in _env.get("VOD_CALLBACK_KEYS", "SandboxCallbackKey2026").split(",") if key.strip()
]

SECRET_KEY = secrets.token_urlsafe()  # Django wants one; nothing here signs with it.
DEBUG = False
ALLOWED_HOSTS = ["*"]  # Clients also name the hosts of the real cloud, through http_proxy.
INSTALLED_APPS = ["sandbox"]
MIDDLEWARE: list[str] = []
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
ROOT_URLCONF = "sandbox.urls"
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "CONN_MAX_AGE": None,
        "NAME": _folder / "db.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused request is an answer here, not an incident.
    "loggers": {"django.request": {"level": "ERROR"}, "sandbox": {"level": "INFO"}},
}
