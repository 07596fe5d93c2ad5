"""An operator at the admin of one server: reads pages, saves forms and presses buttons as a browser does."""

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urlencode

from benchmarks import appserver
from benchmarks.posting import Connection, post
from benchmarks.sides import Side, SideFailed

FOUND = 200
MOVED = 302
CSRF = "0123456789abcdefghijklmnopqrstuv"


class Operator:
    def __init__(self, side: Side, database_url: str) -> None:
        self.side = side
        appserver.collect_static(database_url)
        key = appserver.run(database_url, "-m", "benchmarks.session")
        self.cookies = f"sessionid={key}; csrftoken={CSRF}"

    def read(self, path: str) -> str:
        """Return an admin page. Raises SideFailed."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookies}\r\n\r\n"
        with Connection(self.side) as connection:
            status, body = connection.ask(request.encode())
        if status != FOUND:
            raise SideFailed(f"The admin answers {status} to {path}.")
        return body.decode()

    def change(self, path: str, form: str, **fields: str | None) -> None:
        """Open a row's form, set some of its fields (None unticks) and save. Raises SideFailed."""
        reader = FormReader(form)
        reader.feed(self.read(path))
        if missing := set(fields) - set(reader.fields):
            raise SideFailed(f"The form {form} at {path} has no {', '.join(sorted(missing))} to change.")
        changed = {name: [] if value is None else [value] for name, value in fields.items()}
        self.send(path, {**reader.fields, **changed, "_save": ["1"]})

    def send(self, path: str, fields: Mapping[str, list[str]]) -> None:
        body = urlencode({**fields, "csrfmiddlewaretoken": CSRF}, doseq=True).encode()
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        with Connection(self.side) as connection:
            status, answer = connection.ask(post(path, body, headers))
        if status != MOVED:
            errors = " ".join(answer.decode().partition("errorlist")[2][:200].split())
            raise SideFailed(f"The admin answers {status} to a form at {path}. {errors}")


class FormReader(HTMLParser):
    """What a form on a page would send if nobody touched it."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form = form
        self.inside = False
        self.fields: dict[str, list[str]] = {}
        self.open = ""  # the select or textarea that we are in

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("id") == self.form
        elif not self.inside:
            return
        elif tag == "input" and name:
            self.take_input(name, given)
        elif tag in ("select", "textarea"):
            self.open = name
            self.fields[name] = []
        elif tag == "option" and self.open and "selected" in given:
            self.fields[self.open].append(given.get("value") or "")

    def take_input(self, name: str, given: Mapping[str, str | None]) -> None:
        kind = given.get("type")
        if kind not in ("checkbox", "radio"):
            self.fields[name] = [given.get("value") or ""]
        elif "checked" in given:
            self.fields.setdefault(name, []).append(given.get("value") or "on")

    def handle_data(self, data: str) -> None:
        if self.inside and self.open and self.lasttag == "textarea":
            self.fields[self.open].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self.open = ""
        elif tag == "form":
            self.inside = False
