"""Somebody's server on a socket of this machine, which says what a test has it say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = tuple[int, dict[str, str], bytes]
Say = bytes | Reply | Callable[[], Reply]


@dataclass
class Server:
    base: str
    says: dict[str, Say] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def reply(self, path: str) -> Reply:
        self.asked.append(path)
        say = self.says.get(path, (404, {}, b"nothing here"))
        if callable(say):
            return say()
        return (200, {}, say) if isinstance(say, bytes) else say


@contextmanager
def listening() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            status, headers, body = server.reply(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if headers.get("Content-Length"):
                self.close_connection = True  # what was promised doesn't come

        def log_message(self, *_args: Any) -> None:
            pass

    class Listener(ThreadingHTTPServer):
        # Who gave up on an answer is not there to take it.
        def handle_error(self, *_args: Any) -> None:
            pass

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server = Server(f"http://127.0.0.1:{listener.server_port}")
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown()
            thread.join()
