"""Nothing secret reaches a log."""

import logging
import re

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


def without_secrets(text: str) -> str:
    text = QUERY_STRING.sub("?…", text)
    return NAMED.sub(r"\1\2…", PLAY_PATH.sub(r"\1…", text))
