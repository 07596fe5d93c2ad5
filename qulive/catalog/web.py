"""GET, from servers that may be slow, broken or hostile: bounded in time, size and attempts."""

from collections.abc import Iterator
from io import BytesIO
from time import monotonic, sleep
from typing import IO

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError

from qulive.storage import URL_SCHEMES

MEGABYTE = 2**20
JSON_MOST = 32 * MEGABYTE
ATTEMPTS = 4
PAUSE = 0.5  # seconds, twice as long each time
PAUSE_MOST = 30
PATIENCE = 300  # seconds for one answer, however steadily it drips
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
CHUNK = 2**16


def is_address(text: str) -> bool:
    """Tell whether this is an absolute http(s) URL that somebody could open."""
    try:
        return text.startswith(URL_SCHEMES) and bool(urllib3.util.parse_url(text).host)
    except LocationParseError:
        return False


class Unreachable(Exception):
    """The answer didn't come, or is none that we take; the text says why."""


class Busy(Unreachable):
    """It may come if we ask once more, after a pause."""

    def __init__(self, text: str, pause: float = 0) -> None:
        super().__init__(text)
        self.pause = pause


class Web:
    def __init__(self, connections: int) -> None:
        self.connections = connections
        self.pool = urllib3.PoolManager(
            maxsize=connections,
            headers={"User-Agent": "qulive-appserver", "Accept-Encoding": "identity"},
            timeout=urllib3.Timeout(connect=10, read=30),
            retries=urllib3.Retry(total=None, connect=0, read=0, status=0, other=0, redirect=3),
        )

    def get(self, url: str, most: int = JSON_MOST) -> bytes:
        """Raises Unreachable."""
        content = BytesIO()
        self.download(url, content, most)
        return content.getvalue()

    def download(self, url: str, into: IO[bytes], most: int) -> None:
        """Write what is at this URL, asking several times if need be. Raises Unreachable."""
        for attempt in range(ATTEMPTS):
            try:
                into.seek(0)
                into.truncate()
                for chunk in self._once(url, most):
                    into.write(chunk)
            except Busy as busy:
                if attempt + 1 == ATTEMPTS:
                    raise
                sleep(min(max(busy.pause, PAUSE * 2**attempt), PAUSE_MOST))
            else:
                return

    def _once(self, url: str, most: int) -> Iterator[bytes]:
        deadline = monotonic() + PATIENCE
        size = 0
        try:
            # Only http and https exist here, for redirects too.
            with self.pool.request("GET", url, preload_content=False) as response:
                refuse_status(response)
                while chunk := response.read1(CHUNK, decode_content=True):
                    size += len(chunk)
                    if size > most:
                        raise Unreachable(f"it is larger than {most // MEGABYTE} MB")
                    if monotonic() > deadline:
                        raise Unreachable(f"it took longer than {PATIENCE} s")
                    yield chunk
        except urllib3.exceptions.LocationValueError as error:
            raise Unreachable(f"it is no http(s) URL ({error})") from None
        except HTTPError as error:
            raise Busy(str(error.__cause__ or error)) from None


def refuse_status(response: urllib3.BaseHTTPResponse) -> None:
    if response.status in TRY_AGAIN:
        after = response.headers.get("Retry-After", "")
        raise Busy(f"HTTP {response.status}", float(after) if after.isdecimal() else 0)
    if response.status != 200:  # noqa: PLR2004 - the one that is good
        raise Unreachable(f"HTTP {response.status}")
