"""Clients that ask at once, note what was acknowledged, and go on when a server falls over."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import Generic, TypeVar

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


def upload(site: Site, token: str) -> str:
    """Get the credential for a video; return its id."""
    _status, body = site.get("/vod/getVideoUploadAuth", token=token, title="Cat", fileName="cat.mp4")
    return str(body["data"]["videoId"])


def guest(site: Site) -> str:
    """Make a guest; return the token."""
    return str(site.get("/user/randomUser")[1]["data"]["token"])


def published(site: Site, count: int) -> list[str]:
    """Have a guest publish so many videos; return their ids."""
    token = guest(site)
    films = [upload(site, token) for _ in range(count)]
    for film in films:
        site.post("/vod/videoPublish", token=token, videoId=film)
    return films
