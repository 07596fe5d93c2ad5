"""Redis killed under load: the server goes on, each process counts alone, and takes it up again by itself."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Figure, Installed
from tests.faults.load import at_once, guest
from tests.faults.site import Site
from tests.waiting import free_port, is_open, wait_until

pytestmark = pytest.mark.fault

CALLS = 60
# Seconds: a Redis that does not answer is waited for half a second at most, a few times in a request.
BOUND = 5


class Redis:
    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder

    def start(self) -> None:
        command = f"redis-server --port {self.port} --bind 127.0.0.1 --save --dir {self.folder}"
        self.process = subprocess.Popen(command.split(), stdout=subprocess.DEVNULL)  # noqa: S603
        wait_until(lambda: is_open(self.port))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


def cache_is_well(site: Site) -> bool:
    return bool(site.get("/health/status")[1]["cache"]["ok"])


def test_the_server_goes_on_without_redis_and_takes_it_up_again(
    installed: Installed, redis: Redis, figure: Figure
) -> None:
    address = f"rediscache://127.0.0.1:{redis.port}/0"
    site = installed(CACHE_URL=address, RATE_GUESTS="10000/min", RATE_LOGINS="10000/min")
    site.start_web(workers=2)
    assert cache_is_well(site)

    def call(number: int) -> int:
        if number == CALLS // 3:
            redis.kill()
        if number % 2:
            return int(site.post("/user/login", username="nobody", password="wrong")[1]["code"])
        return int(site.get("/user/randomUser")[1]["code"])

    outcomes = at_once(range(CALLS), call, 4)
    assert {one.status for one in outcomes} <= {200, 401, 429}
    assert not cache_is_well(site)
    assert site.answers("/health/ready")
    token = guest(site)

    redis.start()
    wait_until(lambda: cache_is_well(site), site.said)
    assert site.get("/vod/getPersonalVideoList", token=token)[1]["code"] == "200"
    slowest = max(one.seconds for one in outcomes)
    figure(f"slowest of {CALLS} calls while Redis was killed", f"{slowest:.2f} s")
    assert slowest < BOUND
