#!/usr/bin/env python3
"""Many machines, tried on one.

Two AppServers, a task worker, PostgreSQL, Redis, nginx and the sandbox on hosts of their own (network
namespaces), used by apps and an operator, while machines go, come back with the next release, and the
database is cut off. Says what it saw, and ends with 1 if it is not what docs/production.md promises.

Run it as root with the Python of an environment that has requirements/prod.txt and sandbox.txt.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crowd import Client, Operator, Publisher, Reader
from hosts import ROOT, Hosts, address, database, nginx, wait_for

# A laptop's settings as far as the cloud is concerned, since a production refuses the sandbox.
BASE = f"https://{address('nginx')}"
SETTINGS = {
    "DEBUG": "1",
    "SECRET_KEY": "many-machines-have-the-same-key-and-this-is-theirs-0000",
    "DATABASE_URL": f"postgres://postgres@{address('database')}:5432/postgres",
    "CACHE_URL": f"rediscache://{address('redis')}:6379/0",
    "PUBLIC_URL": BASE,
    "ALLOWED_HOSTS": ",".join(address(host) for host in ("nginx", "a", "b")),
    "PROXIES": "1",
    "VOD_ENDPOINT": f"http://{address('cloud')}:8001",
    "STS_ENDPOINT": f"http://{address('cloud')}:8001",
    "LOG_FORMAT": "json",
    "LOG_REQUESTS": "1",
}
CLOUD = {
    "HOST": address("cloud"),
    "SANDBOX_PUBLIC_URL": f"http://{address('cloud')}:8001",
    "SANDBOX_CALLBACK_TARGET": f"http://{address('nginx')}/vodcallback/callback",
    "VOD_CALLBACK_URL": f"{BASE}/vodcallback/callback",
    "SANDBOX_FFMPEG": "",
}
# As seen from outside, which asks 20 times a second.
SECOND = 1.1
FILL = """
from accounts.models import AccessToken, User
User.objects.create_superuser("operator", password="back office 2026")
for name in ("reader", "publisher", "revoked"):
    print(AccessToken.objects.issue(User.objects.create_user(name)))
"""
NEXT = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("videos", "{last}")]
    mood = models.CharField(max_length=16, default="", db_default="")
    operations = [migrations.AddField("video", "mood", mood)]
"""


class Play:
    def __init__(self, folder: Path) -> None:
        self.folder, self.hosts, self.promises = folder, Hosts(folder), list[tuple[str, bool, str]]()
        self.env = {"PATH": os.environ["PATH"], "VAR": str(folder / "var"), **SETTINGS}

    def promise(self, what: str, kept: bool, figures: str = "") -> None:
        self.promises.append((what, kept, figures))
        sys.stdout.write(f"{'ok    ' if kept else 'BROKEN'} {what}  {figures}\n")
        sys.stdout.flush()

    def manage(self, *command: str, host: str = "worker", release: Path = ROOT) -> str:
        return self.hosts.run(host, sys.executable, "manage.py", *command, env=self.env, cwd=release)

    def appserver(self, host: str, release: Path = ROOT) -> None:
        place = f"--host {address(host)} --port 8000 --workers 1 --blocking-threads 16 --log-level warning"
        options = f"--interface wsgi --no-ws --respawn-failed-workers {place} qulive.wsgi:application"
        self.hosts.start(host, sys.executable, "-m", "granian", *options.split(), env=self.env, cwd=release)
        self.wait_until_ready(host)

    def wait_until_ready(self, host: str) -> None:
        client = Client(f"http://{address(host)}:8000", self.certificate)
        wait_for(f"{host} to be ready", lambda: client.call("/health/ready").get("status") == "ok")

    @property
    def certificate(self) -> Path:
        return self.folder / "etc-nginx/tls/api.example.com.pem"

    def open(self) -> None:
        self.hosts.open()
        database(self.hosts)
        redis = f"redis-server --bind {address('redis')} --protected-mode no --save".split()
        self.hosts.start("redis", *redis, "", env=self.env)
        nginx(self.hosts)
        self.hosts.start("cloud", sys.executable, "-m", "sandbox", env={**self.env, **CLOUD})
        ask = ["pg_isready", "--quiet", "--host", address("database")]
        wait_for("the database", lambda: subprocess.run(ask, check=False).returncode == 0)
        self.manage("migrate", "--verbosity", "0")
        self.tokens = self.python(FILL).split()
        for host in "ab":
            self.appserver(host)
        # As systemd has it: Restart=always.
        loop = f"while :; do {sys.executable} manage.py task_worker --verbosity 0; sleep 1; done"
        self.hosts.start("worker", "sh", "-c", loop, env=self.env)

    def crowd(self) -> None:
        clip = (ROOT / "videos/sample/sunrise.mp4").read_bytes()
        self.readers = [Reader(Client(BASE, self.certificate), self.tokens[0], 0.1) for _ in range(2)]
        self.publisher = Publisher(Client(BASE, self.certificate), self.tokens[1], 1.5, clip)
        self.operator = Operator(Client(BASE, self.certificate), "", 2)
        self.operator.client.login("operator", "back office 2026")
        for actor in (*self.readers, self.publisher, self.operator):
            actor.start()

    def revoke_on_a(self) -> None:
        on_a, on_b = (Client(f"http://{address(host)}:8000", self.certificate) for host in "ab")
        feed = f"/vod/getRecommendVideoList?token={self.tokens[2]}&pageIndex=1&pageSize=5"
        known = all(client.call(feed)["code"] == "200" for client in (on_a, on_b))
        on_a.login("operator", "back office 2026")
        find = "User.objects.get(username='revoked').pk"
        pk = self.python(f"from accounts.models import User; print({find})").strip()
        page = f"/admin/accounts/user/{pk}/change/"
        form = {"csrfmiddlewaretoken": on_a.csrf(page), "confirmed": "1"}
        on_a.text(f"/admin/accounts/user/{pk}/press/revoke_all/", form)
        took = wait_for("B to refuse", lambda: on_b.call(feed)["code"] == "403", 10)
        self.promise(
            "a token revoked on A is refused on B within a second", known and took <= SECOND, f"{took:.2f} s"
        )

    def next_release(self) -> Path:
        """A copy of this release, in which a video has one column more."""
        release = self.folder / "next"
        release.mkdir()
        commit = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], check=True, capture_output=True)
        subprocess.run(["tar", "--extract", "--directory", str(release)], input=commit.stdout, check=True)
        last = max(path.stem for path in (release / "videos/migrations").glob("0*.py"))
        (release / "videos/migrations/9999_mood.py").write_text(NEXT.format(last=last))
        model = release / "videos/models/video.py"
        field = '    mood = models.CharField(max_length=16, default="", db_default="")\n'
        model.write_text(
            re.sub(r"^(    file_url = .*\n)", rf"\1{field}", model.read_text(), count=1, flags=re.MULTILINE)
        )
        return release

    def roll(self) -> None:
        before = self.failures()
        release = self.next_release()
        self.manage("migrate", "--verbosity", "0", release=release)
        time.sleep(3)  # old code on new tables
        for host in "ab":
            self.hosts.stop(host)
            time.sleep(3)
            self.appserver(host, release)
            time.sleep(3)
        self.promise(
            "a rolling upgrade with a migration fails no feed", self.failures() == before, self.figures()
        )

    def cut_database(self) -> None:
        before = self.failures()
        self.hosts.plug("database", into=False)
        time.sleep(10)
        self.hosts.plug("database", into=True)
        time.sleep(5)
        self.promise("10 s without the database fail no feed", self.failures() == before, self.figures())

    def failures(self) -> int:
        return sum(count for one in self.readers for code, count in one.codes.items() if code != "200")

    def figures(self) -> str:
        reads = sum(sum(one.codes.values()) for one in self.readers)
        slowest = max(one.slowest for one in self.readers)
        return f"{reads} reads, {self.failures()} failed, the slowest {slowest:.2f} s"

    def end(self) -> None:
        actors = (*self.readers, self.publisher, self.operator)
        for actor in actors:
            actor.done.set()
        for actor in actors:
            actor.join(30)
        said, codes = set(self.publisher.acknowledged), self.publisher.codes
        missing = said - self.videos("published_at__isnull=False")
        tries = f"{len(said)} of {sum(codes.values())} acknowledged, {dict(codes)}"
        self.promise("no acknowledged publish is lost", not missing, tries)
        rounds = self.housekeeping(said)
        self.promise("each of them is reviewed and transcoded", rounds >= 0, f"{rounds} rounds of timers")
        curated = self.operator.codes
        self.promise(
            "the operator's work went on", curated["200"] > sum(curated.values()) / 2, str(dict(curated))
        )
        files = (*self.folder.glob("*.log"), *(self.folder / "nginx-logs").glob("*.log"))
        logs = "".join(path.read_text(errors="replace") for path in files)
        self.promise("no log has a token in it", not any(token in logs for token in self.tokens))

    def housekeeping(self, said: set[str]) -> int:
        """Do what timers do; return after how many rounds of them all is through, -1 if it never is."""
        for command in ("replay_callbacks", "expire_uploads", "prune"):
            self.manage(command)
        for rounds in range(10):
            if said <= self.videos(transcode="success", review="success"):
                return rounds
            time.sleep(3)
            self.manage("reconcile_videos", "--minutes", "0")
        return -1

    def videos(self, *conditions: str, **values: str) -> set[str]:
        words = ", ".join([*conditions, *(f"{name}={value!r}" for name, value in values.items())])
        rows = f'Video.objects.filter({words}).values_list("vod_id", flat=True)'
        return set(self.python(f"from videos.models import Video; print(*{rows})").split())

    def python(self, script: str) -> str:
        return self.manage("shell", "--no-imports", "--command", script)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="qulive-hosts-"))
    folder.chmod(0o755)
    play = Play(folder)
    try:
        play.open()
        play.crowd()
        time.sleep(10)
        play.promise("apps read and publish", play.failures() == 0, play.figures())
        play.revoke_on_a()
        play.roll()
        play.cut_database()
        play.end()
    finally:
        play.hosts.close()
        if all(kept for _, kept, _ in play.promises) and play.promises:
            shutil.rmtree(folder)
        else:
            sys.stdout.write(f"logs are in {folder}\n")
    sys.exit(not all(kept for _, kept, _ in play.promises))


if __name__ == "__main__":
    main()
