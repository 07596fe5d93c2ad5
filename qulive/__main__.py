"""`python -m qulive`: the whole product on one machine, until Ctrl-C. `make run` calls it.

Migrates, seeds demo data, then runs the sandbox, the AppServer and the task worker, and starts again
what dies of them.
"""

import os
import signal
import sys
import time
from types import FrameType
from typing import NoReturn

import django
import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from qulive.processes import Process, ProcessFailed

# Ctrl-C, a service manager, and a terminal that is closed.
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Seconds between two looks at the processes.
POLL = 0.5


def main() -> None:
    for number in ENDINGS:
        # Under nohup a closed terminal ends nothing.
        if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN):
            signal.signal(number, quit_quietly)
    processes: list[Process] = []
    try:
        configure()
        run(processes)
    except (CommandError, ImproperlyConfigured, ProcessFailed, DatabaseError) as error:
        sys.exit(f"make run: {error}")
    finally:
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        for process in reversed(processes):
            process.stop()


def quit_quietly(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def configure() -> None:
    """Set Django up with debug on, unless the environment or `.env` says otherwise."""
    environ.Env.read_env(".env")
    os.environ["DEBUG"] = os.environ.get("DEBUG", "").strip() or "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qulive.settings")
    django.setup()


def run(processes: list[Process]) -> None:
    from django.conf import settings  # noqa: PLC0415 - only now they are there

    def start(process: Process) -> None:
        processes.append(process)
        process.start()

    web = Process.web(settings.HOST, settings.PORT, settings.WORKERS, settings.THREADS)
    sandbox = Process.sandbox(settings.HOST, settings.SANDBOX_PORT)
    if settings.USES_SANDBOX and settings.SANDBOX_PORT == settings.PORT:
        raise ProcessFailed("PORT and SANDBOX_PORT are the same. Set one of them to another one.")
    web.refuse_place("PORT")
    if settings.USES_SANDBOX:
        sandbox.refuse_place("SANDBOX_PORT")
    call_command("migrate", verbosity=0)
    if settings.USES_SANDBOX:
        start(sandbox)
        call_command("seed_demo")
    connections.close_all()
    start(Process.worker())
    start(web)
    sys.stdout.write(f"API docs: {settings.PUBLIC_URL}/api/docs/\nPress Ctrl-C to stop.\n")
    sys.stdout.flush()
    while True:
        time.sleep(POLL)
        for process in processes:
            process.revive()


if __name__ == "__main__":
    main()
