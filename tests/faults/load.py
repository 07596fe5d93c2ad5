"""Clients that ask at once, note what was acknowledged, and go on when a server falls over."""

import base64
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import Generic, TypeVar, cast

import oss2

from tests.conftest import CLIPS
from tests.faults.site import Site

Job = TypeVar("Job")


@dataclass(frozen=True)
class Outcome(Generic[Job]):
    job: Job
    status: int  # 0 where no answer came
    seconds: float


def at_once(jobs: Iterable[Job], do: Callable[[Job], int], clients: int) -> list[Outcome[Job]]:
    """Have so many clients do all jobs; return what came of each."""

    def one(job: Job) -> Outcome[Job]:
        started = monotonic()
        try:
            status = do(job)
        except (OSError, HTTPException, ValueError):
            status = 0
        return Outcome(job, status, monotonic() - started)

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(one, jobs))


def guest(site: Site) -> str:
    """Make a guest; return the token."""
    return str(site.get("/user/randomUser")[1]["data"]["token"])


def credential(site: Site, token: str, title: str = "Cat") -> dict[str, str]:
    _status, body = site.get("/vod/getVideoUploadAuth", token=token, title=title, fileName="cat.mp4")
    return cast(dict[str, str], body["data"])


def upload(site: Site, token: str, title: str = "Cat") -> str:
    """Upload a clip with the OSS SDK, as a phone does; return the video's id."""
    given = credential(site, token, title)
    address, keys = (json.loads(base64.b64decode(given[name])) for name in ("uploadAddress", "uploadAuth"))
    auth = oss2.StsAuth(keys["AccessKeyId"], keys["AccessKeySecret"], keys["SecurityToken"])
    bucket = oss2.Bucket(auth, address["Endpoint"], address["Bucket"])
    bucket.put_object(address["FileName"], (CLIPS / "sunrise.mp4").read_bytes())
    return given["videoId"]


def minted(site: Site, token: str, count: int) -> list[str]:
    """Get so many upload credentials; return the videos' ids."""
    return [credential(site, token)["videoId"] for _ in range(count)]


def publish(site: Site, token: str, films: list[str]) -> list[str]:
    for film in films:
        status, body = site.post("/vod/videoPublish", token=token, videoId=film)
        assert (status, body["code"]) == (200, "200"), body
    return films
