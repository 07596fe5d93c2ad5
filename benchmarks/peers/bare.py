"""L: the physical limit. A bare WSGI application that sends our own answers' bytes, kept from before."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ANSWERS = {
    f"/{file.name.replace('+', '/')}": file.read_bytes() for file in Path(os.environ["BYTES"]).iterdir()
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = ANSWERS.get(environ["PATH_INFO"], b"")
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
