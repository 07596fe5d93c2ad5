"""An app on a phone, as the tests play it: it sends parameters and reads envelopes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client


@dataclass(frozen=True)
class Answer:
    http: HttpResponse
    body: dict[str, Any]

    @property
    def status(self) -> int:
        return self.http.status_code

    @property
    def ok(self) -> bool:
        return bool(self.body["result"] == "true")

    @property
    def code(self) -> str:
        return str(self.body["code"])

    @property
    def message(self) -> str:
        return str(self.body["message"])

    @property
    def data(self) -> Any:
        return self.body["data"]


class App:
    """Sends what it is told, plus its token once it has one."""

    def __init__(self, token: str = "", user_id: str = "") -> None:
        self.client = Client()
        self.token = token
        self.user_id = user_id

    def get(self, path: str, **parameters: Any) -> Answer:
        return self._read(self.client.get(path, {**self._token(), **parameters}))

    def post(self, path: str, **form: Any) -> Answer:
        return self._read(self.client.post(path, {**self._token(), **form}))

    def _token(self) -> dict[str, str]:
        return {"token": self.token} if self.token else {}

    def _read(self, response: Any) -> Answer:
        assert response.headers["Content-Type"] == "application/json"
        return Answer(response, response.json())
