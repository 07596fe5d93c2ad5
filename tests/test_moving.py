"""docs/backup-upgrade.md, followed to the letter: SQLite to PostgreSQL, then a backup and its restoration."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/backup-upgrade.md").read_text()
POSTGRES = os.environ.get("DATABASE_URL", "")
pytestmark = pytest.mark.skipif(
    not POSTGRES.startswith("postgres"), reason="takes PostgreSQL: set DATABASE_URL"
)

# What a small production has in it.
FILL = """
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from accounts.models import AccessToken, User
from callbacks import services
from videos import feed
from videos.models import Video
for name in ("materials", "music"):
    call_command(f"seed_{name}", settings.BASE_DIR / name / "sample", verbosity=0)
owners = [User.objects.create_user(f"owner {n}", nickname=f"主人 {n}") for n in range(3)]
print(*[AccessToken.objects.issue(owner) for owner in owners])
Video.objects.bulk_create(Video(
    vod_id=f"{n:032x}", owner=owners[n % 3], title=f"视频 {n}", status="Normal", review="success",
    transcode="success", duration=n / 7, published_at=timezone.now(), file_url=f"http://v.example/{n}.mp4",
) for n in range(60))
for video in Video.objects.order_by("pk")[:40]:
    feed.recommend(video)
services.receive(b'{"EventType": "Unknown"}')
"""
# What apps get, but for what is each answer's own.
ASK = """
import json, os
from django.test import Client
phone = Client(headers={"host": "localhost"})
def ask(path):
    answer = phone.get(path + f"&token={os.environ['TOKEN']}").json()
    return answer.pop("requestId") and answer
print(json.dumps([ask("/vod/getRecommendVideoList?pageIndex=1&pageSize=50"), ask("/resource/getFont?"),
    ask("/resource/getPasterInfo?type=1"), ask("/music/getRecommendMusic?pageNo=1&pageSize=10"),
    ask("/vod/getPersonalVideoList?pageIndex=1&pageSize=20")]))
"""
LOST = ("contenttypes.", "auth.permission", "sessions.", "qulive.heartbeat")

Shell = Callable[..., str]


def commands(section: str) -> str:
    """Return the commands of a section of the page, as they are written."""
    body = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```sh\n(.*?)^```", body, re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run commands from the page in a folder of its own."""

    def run(script: str, **env: str) -> str:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        whole = {"PATH": path, "DEBUG": "1", "PYTHONPATH": str(ROOT), "PUBLIC_URL": "http://localhost", **env}
        script = script.replace("manage.py", str(ROOT / "manage.py"))
        done = subprocess.run(  # noqa: S603 - our own page
            ["bash", "-euc", script],  # noqa: S607
            cwd=tmp_path,
            env=whole,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """Two empty databases beside the one of the suite."""
    names = [f"qulive_moving_{os.getpid()}_{number}" for number in range(2)]
    server = POSTGRES.rpartition("/")[0]
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
        yield [f"{server}/{name}" for name in names]
        for name in names:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


def test_nothing_is_lost_on_the_way(shell: Shell, databases: list[str], tmp_path: Path) -> None:
    moved, restored = databases
    old = {"VAR": str(tmp_path / "var"), "DATABASE_URL": ""}
    shell("python manage.py migrate --verbosity 0", **old)
    token = shell(f"python manage.py shell --no-imports --command '{quoted(FILL)}'", **old).split()[0]

    url = re.search(r"postgres://\S+", commands("From SQLite to PostgreSQL"))
    assert url
    shell(commands("From SQLite to PostgreSQL").replace(url[0], moved), **old)
    new = {**old, "DATABASE_URL": moved}
    assert rows(shell, old) == rows(shell, new)
    assert answers(shell, token, old) == answers(shell, token, new)
    guest = 'from accounts.models import User; print(User.objects.create_user("one more").pk)'
    assert int(shell(f"python manage.py shell --no-imports --command '{guest}'", **new)) == 4

    shell(commands("Back up"), **new)
    copy = {"VAR": str(tmp_path / "copy"), "DATABASE_URL": restored}
    (tmp_path / "copy").mkdir()
    shell(commands("Restore").replace("python manage.py reconcile_videos", ""), **copy)
    assert rows(shell, new) == rows(shell, copy)
    assert answers(shell, token, new) == answers(shell, token, copy)
    assert files(tmp_path / "var") == files(tmp_path / "copy")


def rows(shell: Shell, env: dict[str, str]) -> list[str]:
    """Return all rows as text. Moving keeps the milliseconds of a time, and none is written in two ways."""
    dump = shell("python manage.py dumpdata --natural-foreign --format jsonl", **env)
    lines = dump.replace(".000Z", "Z").splitlines()
    kept = sorted(line for line in lines if not json.loads(line)["model"].startswith(LOST))
    assert len(kept) > 150
    return kept


def answers(shell: Shell, token: str, env: dict[str, str]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(
        shell(f"python manage.py shell --no-imports --command '{quoted(ASK)}'", TOKEN=token, **env)
    )
    assert [answer["code"] for answer in told] == ["200"] * 5
    assert told[0]["data"]["total"] == 40
    return told


def files(var: Path) -> dict[str, bytes]:
    found = {
        str(path.relative_to(var)): path.read_bytes()
        for folder in ("media", "private")
        for path in (var / folder).rglob("*")
        if path.is_file()
    }
    assert found
    return found


def quoted(script: str) -> str:
    return script.replace("'", "'\\''")
