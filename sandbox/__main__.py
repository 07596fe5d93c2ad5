"""`python -m sandbox`: migrate the sandbox's own database, then serve until told to stop."""

import os
import sys
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

_NO_FFMPEG: Final = "no ffmpeg: a video's headers are believed, and it is its own only rendition"


def main() -> None:
    # Whatever the caller's own project is, this process is the sandbox.
    os.environ["DJANGO_SETTINGS_MODULE"] = "sandbox.settings"
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        sys.exit(f"sandbox: {error}")
    _prepare_database()
    _switch_faults()
    _serve()


def _prepare_database() -> None:
    Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def _switch_faults() -> None:
    from sandbox import faults  # noqa: PLC0415 - models exist only after setup

    try:
        if wanted := getattr(settings, "SANDBOX_FAULTS", ""):
            faults.configure(wanted)
    except ValidationError as error:
        sys.exit(f"sandbox: SANDBOX_FAULTS: {' '.join(error.messages)}")


def _serve() -> None:
    # Models exist only after setup.
    from sandbox.media import ffmpeg  # noqa: PLC0415
    from sandbox.worker import Worker  # noqa: PLC0415

    server = Granian(
        "sandbox.wsgi:application",
        address=settings.SANDBOX_HOST,
        port=settings.SANDBOX_PORT,
        interface=Interfaces.WSGI,
        workers=1,
        # A player that pauses holds a thread until it reads on.
        blocking_threads=64,
        respawn_failed_workers=True,
        log_enabled=False,
    )
    worker = Worker()
    server.on_startup(worker.start)
    server.on_shutdown(worker.stop)
    sys.stdout.write(f"sandbox: local VOD at {settings.SANDBOX_PUBLIC_URL}\n")
    if ffmpeg.executable() is None:
        sys.stdout.write(f"sandbox: {_NO_FFMPEG}\n")
    sys.stdout.flush()
    try:
        server.serve()
    except (RuntimeError, ValueError) as error:  # granian's ways to say that it can't listen there
        place = f"{settings.SANDBOX_HOST}:{settings.SANDBOX_PORT}"
        sys.exit(f"sandbox: {place}: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main()
