"""How long 10,000 stickers and 5,000 tracks take, and how much memory: python benchmarks/seeding.py

Makes the catalog, each sticker with a picture, a preview and a package of its own, and seeds an empty
database of its own with it: once, again, and after an eleventh of the rows changed. Then it reads.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STICKERS, IN_A_CATEGORY, TRACKS = 10_000, 100, 5_000
PNG = b"\x89PNG\r\n\x1a\n"
GIF = b"GIF89a"
MP3 = b"ID3\x04"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qulive-seeding-") as name:
        folder = Path(name)
        make(folder / "catalog")
        env = {**os.environ, "VAR": name, "DEBUG": "1"}
        manage(env, "migrate", "--verbosity", "0")
        for what in ("for the first time", "again", "with changes"):
            if what == "with changes":
                change(folder / "catalog")
            for command in ("seed_materials", "seed_music"):
                manage(env, command, str(folder / "catalog"), what=f"{command} {what}")
        manage(env, "export_catalog", str(folder / "out"), what="export_catalog")
        subprocess.run([sys.executable, __file__, "read"], env=env, cwd=ROOT, check=True)  # noqa: S603


def make(folder: Path) -> None:
    for kind in ("icons", "previews", "packages", "audio"):
        (folder / kind).mkdir(parents=True)
    stickers = [sticker(folder, number) for number in range(1, STICKERS + 1)]
    categories = [
        {"id": start // IN_A_CATEGORY + 1, "name": "Stickers", "packages": stickers[start:][:IN_A_CATEGORY]}
        for start in range(0, STICKERS, IN_A_CATEGORY)
    ]
    music = [track(folder, number) for number in range(1, TRACKS + 1)]
    write(folder, {"stickers": categories, "music": music})


def sticker(folder: Path, number: int) -> dict[str, Any]:
    filling = f"{number:09}".encode() * 200
    (folder / f"icons/{number}.png").write_bytes(PNG + filling)
    (folder / f"previews/{number}.gif").write_bytes(GIF + filling * 5)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for frame in range(3):
            archive.writestr(f"frame{frame}.png", os.urandom(2000))
    (folder / f"packages/{number}.zip").write_bytes(package.getvalue())
    return {
        "id": number,
        "name": f"Sticker {number}",
        "icon": f"icons/{number}.png",
        "preview": f"previews/{number}.gif",
        "url": f"packages/{number}.zip",
        "sort": number,
    }


def track(folder: Path, number: int) -> dict[str, Any]:
    (folder / f"audio/{number}.mp3").write_bytes(MP3 + f"{number:09}".encode() * 3000)
    return {
        "musicId": f"Q{number:06}",
        "title": f"Track {number}",
        "duration": "60",
        "audio": f"audio/{number}.mp3",
    }


def change(folder: Path) -> None:
    manifest = json.loads((folder / "catalog.json").read_text())
    packages = [row for category in manifest["stickers"] for row in category["packages"]]
    for row in packages[::11]:
        row["name"] += ", new"
    for row in manifest["music"][::11]:
        row["title"] += ", new"
    write(folder, manifest)


def write(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / "catalog.json").write_text(json.dumps(manifest))


def manage(env: dict[str, str], *arguments: str, what: str = "") -> None:
    """Run a command in a process of its own, and say what it took."""
    start = time.perf_counter()
    command = [sys.executable, "manage.py", *arguments]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=said)  # noqa: S603
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(process.returncode)
        if what:
            seconds, busy = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
            said.seek(0)
            print(  # noqa: T201
                f"{what:33} {seconds:5.1f} s, {busy:4.1f} s of a processor, {usage.ru_maxrss // 1024:3} MB:"
                f" {said.readline().strip()}"
            )


def read() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "qulive.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    for path in ("/resource/getPasterList?pasterId=50", "/music/getRecommendMusic?pageNo=50&pageSize=50"):
        client.get(path)
        start = time.perf_counter()
        for _ in range(20):
            assert client.get(path).status_code == 200  # noqa: S101, PLR2004
        milliseconds = (time.perf_counter() - start) * 50
        print(f"{path:50} {milliseconds:6.1f} ms")  # noqa: T201


if __name__ == "__main__":
    read() if "read" in sys.argv else main()
