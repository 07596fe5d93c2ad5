"""Nothing secret reaches a log."""

import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

QUERY_STRING = re.compile(r"\?\S+")
TRACEBACK = logging.Formatter()


class WithoutQueryStrings(logging.Filter):
    """Cut query strings out of every line: by contract they carry tokens and passwords."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_query_strings(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            # Formatters take a traceback that is there already. Its last line may quote a URL.
            record.exc_text = without_query_strings(TRACEBACK.formatException(record.exc_info))
        record.__dict__.pop("request", None)
        return True


class JsonLines(JsonFormatter):
    """A line as a JSON object, with whatever else is known of it, for whoever collects them."""

    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{correlation_id}{message}",
            style="{",
            timestamp="time",
            rename_fields={"levelname": "level", "name": "logger", "correlation_id": "request_id"},
            reserved_attrs=(*RESERVED_ATTRS, "request", "status_code"),
            json_ensure_ascii=False,
        )

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return without_query_strings(TRACEBACK.formatException(ei))


def without_query_strings(text: str) -> str:
    return QUERY_STRING.sub("?…", text)
