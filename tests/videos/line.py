"""The line between us and the cloud."""

import io
import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aliyunsdkcore.vendored.requests.packages.urllib3 import HTTPResponse

EVERYTHING = "*"


class Line:
    """Notes every action that the real SDK calls, and answers in the cloud's place where it is told to."""

    def __init__(self, session: Any) -> None:
        self.calls: list[str] = []
        self._refusals: dict[str, tuple[str, int]] = {}
        self._far_end = session.get_adapter("http://")
        session.mount("http://", self)

    def throttle(self, action: str = EVERYTHING) -> None:
        """Refuse for now, as VOD does when too many calls come in a second."""
        self.refuse(action, code="Throttling.User", status=400)

    def refuse(self, action: str = EVERYTHING, *, code: str = "OperationDenied", status: int = 403) -> None:
        self._refusals[action] = (code, status)

    def mend(self) -> None:
        self._refusals.clear()

    def send(self, request: Any, **options: Any) -> Any:
        action = parse_qs(urlsplit(request.url).query)["Action"][0]
        self.calls.append(action)
        refusal = self._refusals.get(action) or self._refusals.get(EVERYTHING)
        if refusal is None:
            return self._far_end.send(request, **options)
        code, status = refusal
        body = json.dumps({"RequestId": "R-1", "Code": code, "Message": "No."}).encode()
        raw = HTTPResponse(
            body=io.BytesIO(body),
            headers={"Content-Type": "application/json"},
            status=status,
            reason=HTTPStatus(status).phrase,
            preload_content=False,
        )
        return self._far_end.build_response(request, raw)

    def close(self) -> None:
        self._far_end.close()
