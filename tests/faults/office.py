"""An operator in the back office of a real server, with a browser's cookies."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import requests

from tests.faults.site import Site

NAME, PASSWORD = "olga", "back office 2026"
# Seconds.
PATIENCE = 30


class Office:
    def __init__(self, site: Site) -> None:
        """Log in. The operator is made on the first time."""
        if not site.count("accounts_user", f"username = '{NAME}'"):
            site.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
            made = site.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "")
            assert made.returncode == 0, made.stderr
        self._admin = f"http://127.0.0.1:{site.port}/admin/"
        self._session = requests.Session()
        self._session.trust_env = False
        self.get("login/")
        answer = self.post("login/", username=NAME, password=PASSWORD)
        assert answer.status_code == 302, answer.text

    def get(self, page: str) -> str:
        return self.look(page).text

    def look(self, page: str) -> requests.Response:
        return self._session.get(self._admin + page, timeout=PATIENCE)

    def post(self, page: str, file: tuple[str, Path] | None = None, /, **form: Any) -> requests.Response:
        """Send a form, and a file under a field's name; the answer is not followed."""
        form["csrfmiddlewaretoken"] = str(self._session.cookies["csrftoken"])
        files = {file[0]: (file[1].name, file[1].read_bytes())} if file else None
        return self._session.post(
            self._admin + page, data=form, files=files, timeout=PATIENCE, allow_redirects=False
        )

    def decide(self, video: int, verdict: str, reason: str = "") -> int:
        """Give a verdict in the review queue; return the HTTP status, 0 where no answer came."""
        with suppress(requests.RequestException):
            form = {"verdict": verdict, "video": str(video), "reason": reason}
            return self.post("videos/video/review/", **form).status_code
        return 0
