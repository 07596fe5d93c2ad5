"""The AppServer as a production runs it: its environment, and its commands in processes of their own."""

import os
import subprocess
import sys

from benchmarks.places import FOLDER, ROOT

# Production's environment: what is installed for the peers would cost us memory.
PYTHON = str(ROOT / ".venv" / "bin" / "python")
CALLBACK_URL = "https://api.example.com/vodcallback/callback"
CALLBACK_KEY = "BenchmarkKey2026"

# None of these values opens anything. TLS ends in front of us, so nothing redirects to it here.
SETTINGS = {
    "DEBUG": "0",
    "SECRET_KEY": "a-key-for-the-benchmark-alone-which-signs-nothing-of-worth-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "PUBLIC_URL": "https://api.example.com",
    "CSRF_TRUSTED_ORIGINS": "http://127.0.0.1",
    "CACHE_URL": "locmemcache://",
    "SECURE_SSL_REDIRECT": "0",
    # No peer writes a log; the part `list-logged` says what ours costs.
    "LOG_REQUESTS": "0",
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "an-access-key-id",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "its-secret",
    "STS_ROLE_ARN": "acs:ram::1234567890123456:role/qulive-app",
    "VOD_TRANSCODE_TEMPLATE_GROUP": "0123456789abcdef0123456789abcdef",
    "VOD_CALLBACK_URL": CALLBACK_URL,
    "VOD_CALLBACK_KEYS": CALLBACK_KEY,
    "VAR": str(FOLDER / "appserver"),
    "DJANGO_SETTINGS_MODULE": "qulive.settings",
}


def environment(database_url: str) -> dict[str, str]:
    return {**os.environ, **SETTINGS, "DATABASE_URL": database_url}


def run(database_url: str, *arguments: str) -> str:
    """Run `python …` beside the AppServer, on this database; return what it printed."""
    command = [PYTHON, *arguments]
    done = subprocess.run(  # noqa: S603 - our own words
        command, env=environment(database_url), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def collect_static(database_url: str) -> None:
    """Have the admin's static files where a production has them, from the first time on."""
    if not (FOLDER / "appserver" / "static").is_dir():
        run(database_url, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
