"""Django's page about a bug, which a laptop shows: without what the request and the code held just then."""

from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter

from qulive.api.logs import without_secrets


class WithoutValues(ExceptionReporter):
    """By contract, requests carry tokens and passwords, so no parameter and no variable is shown."""

    def __init__(self, request: HttpRequest | None, *args: Any, **how: Any) -> None:
        super().__init__(None, *args, **how)

    def get_traceback_frames(self) -> list[dict[str, Any]]:
        return [{**frame, "vars": []} for frame in super().get_traceback_frames()]

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        # A Redis or a database whose password rides in its URL.
        hidden = {name: "…" for name in data["settings"] if name in ("CACHES", "DATABASES")}
        quoted = {"exception_value": without_secrets(str(data.get("exception_value", "")))}
        return {**data, **quoted, "settings": {**data["settings"], **hidden}}
