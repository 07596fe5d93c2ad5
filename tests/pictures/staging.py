"""The product with demo data and a few events of a day, for pictures: `staged()` runs it and stops it."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import oss2

ROOT = Path(__file__).parent.parent.parent
CLIP = ROOT / "videos" / "sample" / "sunrise.mp4"
DOCS = "API docs: "
# Seconds to be up, and for a video to be processed.
PATIENCE = 120


@contextmanager
def staged() -> Iterator[str]:
    """Run the product with data of its own, on PORT and SANDBOX_PORT, and give its address."""
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "qulive"],
            cwd=ROOT,
            env={**os.environ, "VAR": folder},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield address(process.stdout or ())
        finally:
            process.terminate()
            process.wait(PATIENCE)


def address(said: Iterable[str]) -> str:
    """Return where the product says that it is, once it is there."""
    for line in said:
        if line.startswith(DOCS):
            return line.removeprefix(DOCS).partition("/api/")[0]
    raise RuntimeError("The product did not start.")


@dataclass
class Guest:
    """An app's user, who publishes through the API as apps do."""

    url: str
    token: str = ""

    def __post_init__(self) -> None:
        self.token = self.call("/user/randomUser")["token"]

    def publish(self, title: str, content: bytes = b"", **facts: str) -> None:
        grant = self.call("/vod/getVideoUploadAuth", title=title, fileName="clip.mp4")
        place, keys = (json.loads(base64.b64decode(grant[name])) for name in ("uploadAddress", "uploadAuth"))
        auth = oss2.StsAuth(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])
        bucket = oss2.Bucket(auth, place["Endpoint"], place["Bucket"])
        bucket.put_object(place["FileName"], content or CLIP.read_bytes())
        form = {"videoId": grant["videoId"], "title": title, **facts}
        self.call("/vod/videoPublish", urlencode(form).encode())
        self.wait_for(grant["videoId"])

    def wait_for(self, video_id: str) -> None:
        """Wait until the machine has said what it thinks of a video, and what was approved is transcoded."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            mine = self.call("/vod/getPersonalVideoList", pageIndex=1, pageSize=50)["videoList"]
            (video,) = (one for one in mine if one["videoId"] == video_id)
            done = video["censorStatus"] in ("check", "fail") or video["transcodeStatus"] == "success"
            if done and video["snapshotStatus"] in ("success", "fail"):
                return
            time.sleep(0.5)
        raise TimeoutError(video_id)

    def call(self, path: str, form: bytes | None = None, **parameters: Any) -> Any:
        query = urlencode({"token": self.token, **parameters})
        with urlopen(f"{self.url}{path}?{query}", form, timeout=10) as response:  # noqa: S310 - our own server
            return json.load(response)["data"]
