"""Nothing secret reaches a log."""

import logging
import re

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


def without_query_strings(text: str) -> str:
    return QUERY_STRING.sub("?…", text)
