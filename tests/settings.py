"""The AppServer's settings for tests: a laptop's, with the sandbox in the same process and database."""

import tempfile
from pathlib import Path

from qulive.settings import *
from qulive.settings import INSTALLED_APPS, RATES, STORAGES

_FOLDER = Path(tempfile.mkdtemp(prefix="qulive-tests-"))

INSTALLED_APPS = [*INSTALLED_APPS, "sandbox"]
# A test password need not be slow to guess.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

PUBLIC_URL = "http://testserver"
MEDIA_URL = f"{PUBLIC_URL}/media/"
MEDIA_ROOT = _FOLDER / "media"
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _FOLDER / "private", "base_url": None},
    },
}

SANDBOX_PUBLIC_URL = VOD_ENDPOINT = STS_ENDPOINT = "http://127.0.0.1:8001"
SANDBOX_HOST = "127.0.0.1"
# Most tests want the cloud's answers, not its films; tests/sandbox turns it on where it is meant.
SANDBOX_FFMPEG = ""
SANDBOX_OBJECTS = _FOLDER / "objects"
SANDBOX_CALLBACK_TARGET = f"{PUBLIC_URL}/vodcallback/callback"
SANDBOX_CALLBACK_URL = VOD_CALLBACK_URL = SANDBOX_CALLBACK_TARGET
SANDBOX_CALLBACK_KEYS = VOD_CALLBACK_KEYS = ["SandboxCallbackKey2026"]

# Tests ask more often than an app may; those of the limits set them.
RATES = dict.fromkeys(RATES, "")
