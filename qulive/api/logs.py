"""Nothing secret reaches a log."""

import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

QUERY_STRING = re.compile(r"\?\S+")
# A play path opens a track by itself until it expires.
PLAY_PATH = re.compile(r"(/music/play/[^/\s]+/\d+/)[\w-]+")
# What a form, JSON or a header would look like in a text that quotes it.
NAMED = re.compile(
    r"\b((?:access_?|security_?|csrfmiddleware)?token|pass(?:word|wd)?|access_?key_?(?:id|secret)|signature"
    r"|(?:auth|secret)_?key|(?:upload|play)_?auth|authorization|csrftoken|sessionid)"
    r"""(["']?\s*[=:]\s*["']?)(?:(?:bearer|token|basic)\s+)?[^\s"'&,;}\])]+""",
    re.IGNORECASE,
)
TRACEBACK = logging.Formatter()


class WithoutSecrets(logging.Filter):
    """Cut query strings out of every line: by contract they carry tokens and passwords. The like, too."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secrets(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            # Formatters take a traceback that is there already. Its last line may quote a URL.
            record.exc_text = without_secrets(TRACEBACK.formatException(record.exc_info))
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
        return without_secrets(TRACEBACK.formatException(ei))


def without_secrets(text: str) -> str:
    text = QUERY_STRING.sub("?…", text)
    return NAMED.sub(r"\1\2…", PLAY_PATH.sub(r"\1…", text))
