#!/usr/bin/env python3
"""Run every command of the Dockerfile, as it is written there, where there is no Docker.

Takes root on Linux. Everything happens in a copy-on-write copy of this machine (an overlay of `/`) that is
thrown away, with this machine's Python in the place of the base image's. Stages run one after the other; of
each stage with a CMD, the process is started as its USER and has to pass its HEALTHCHECK.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a production sets, on SQLite: the image has no database of its own.
PRODUCTION = dict(
    line.split("=", 1) for line in (ROOT / "tests/production.env").read_text().splitlines() if "=" in line
) | {"DATABASE_URL": "", "CACHE_URL": ""}
SECONDS = 120


def main() -> None:
    if os.geteuid() != 0:
        sys.exit("Run it as root: it makes a copy of this machine to work in.")
    if "--inside" not in sys.argv:
        folder = tempfile.mkdtemp(prefix="qulive-image-")
        try:
            # In namespaces of its own: mounts and processes end with it.
            isolate = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
            inside = subprocess.run([*isolate, sys.executable, __file__, "--inside", folder], check=False)
            sys.exit(inside.returncode)
        finally:
            shutil.rmtree(folder)
    copy_of_this_machine(Path(sys.argv[2]))
    for name, instructions in stages((ROOT / "Dockerfile").read_text()).items():
        say(f"stage {name}")
        Stage().run(instructions)
    say("every command of the Dockerfile ran")


def copy_of_this_machine(folder: Path) -> None:
    """Enter an overlay of `/`, with the files of this commit aside as the build's context."""
    for name in ("upper", "work", "root"):
        (folder / name).mkdir()
    overlay = f"lowerdir=/,upperdir={folder}/upper,workdir={folder}/work"
    root = folder / "root"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", overlay, str(root)], check=True)
    for mounted in ("/dev", "/sys"):
        subprocess.run(["mount", "--rbind", mounted, f"{root}{mounted}"], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", f"{root}/proc"], check=True)
    context = root / "context"
    context.mkdir()
    commit = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], check=True, capture_output=True)
    subprocess.run(["tar", "--extract", "--directory", str(context)], input=commit.stdout, check=True)
    os.chroot(root)
    # An interpreter below /root is everybody's in an image.
    os.chmod("/root", 0o755)  # noqa: PTH101, S103 - of the copy


def stages(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return the instructions of each stage, with those of the stage that it is made from before them."""
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in filter(None, text.splitlines()):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            # What the other stage ran is done: all stages share the one copy of the machine.
            current = found[name] = [(word, rest) for word, rest in found.get(base, []) if word != "RUN"]
        elif found:
            current.append((word, rest))
    return found


class Stage:
    def __init__(self) -> None:
        self.env = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "PIP_"))}
        self.folder, self.user, self.health = "/", "", ""

    def run(self, instructions: list[tuple[str, str]]) -> None:
        for word, rest in instructions:
            actions = {"ENV": self.set, "WORKDIR": self.enter, "COPY": self.copy, "USER": self.become}
            actions |= {"HEALTHCHECK": self.check, "RUN": self.do, "CMD": self.start}
            actions.get(word, lambda _: None)(rest)

    def set(self, rest: str) -> None:
        for pair in shlex.split(rest):
            name, _, value = pair.partition("=")
            self.env[name] = value.replace("$PATH", self.env["PATH"])

    def enter(self, rest: str) -> None:
        self.folder = rest

    def copy(self, rest: str) -> None:
        """Copy from the context, but for what .dockerignore names; stages share one copy of the machine."""
        *sources, target = rest.split()
        if sources[0].startswith("--from"):
            return
        Path(target).mkdir(parents=True, exist_ok=True)
        lines = Path("/context/.dockerignore").read_text().splitlines()
        ignored = [line for line in lines if line and not line.startswith("#")]
        for source in sources:
            options = [f"--exclude=./{one}" for one in ignored] if source == "." else []
            folder, what = ("/context", ".") if source == "." else os.path.split(f"/context/{source}")
            pack = ["tar", "--create", *options, "--directory", str(folder), str(what)]
            packed = subprocess.run(pack, check=True, capture_output=True).stdout
            subprocess.run(["tar", "--extract", "--directory", target], input=packed, check=True)

    def become(self, rest: str) -> None:
        self.user = rest

    def check(self, rest: str) -> None:
        self.health = rest.partition("CMD ")[2]

    def shell(self, command: str) -> list[str]:
        as_user = (
            ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"] if self.user else []
        )
        return [*as_user, "sh", "-c", command]

    def do(self, rest: str) -> None:
        say(f"RUN {rest[:100]}")
        subprocess.run(self.shell(rest), cwd=self.folder, env=self.env, check=True)

    def start(self, rest: str) -> None:
        say(f"CMD {rest[:100]} (as {self.user})")
        env = self.env
        if "granian" in rest:
            env = {**PRODUCTION, **env}
            migrate = self.shell("python manage.py migrate --verbosity 0")
            subprocess.run(migrate, cwd=self.folder, env=env, check=True)
        process = subprocess.Popen(self.shell(rest), cwd=self.folder, env=env)
        deadline = time.monotonic() + SECONDS
        while subprocess.run(
            self.shell(self.health), env=env, check=False, stderr=subprocess.DEVNULL
        ).returncode:
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{rest}: it did not pass its HEALTHCHECK")
            time.sleep(1)
        say("healthy")
        process.terminate()
        process.wait(30)


def say(text: str) -> None:
    sys.stdout.write(f"image-check: {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
