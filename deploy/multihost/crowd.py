"""Who uses the product meanwhile: apps that read and publish, an operator who curates."""

import base64
import hashlib
import hmac
import json
import re
import threading
import time
from collections import Counter
from email.utils import formatdate
from http.cookiejar import CookieJar
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener


class Client:
    """A phone or a browser: an address, cookies, and a certificate that it trusts."""

    def __init__(self, base: str, certificate: Path) -> None:
        self.base = base
        context = create_default_context(cafile=str(certificate))
        self.opener = build_opener(HTTPSHandler(context=context), HTTPCookieProcessor(CookieJar()))

    def text(self, path: str, form: Any = None, seconds: float = 12) -> str:
        data = urlencode(form, doseq=True).encode() if form is not None else None
        headers = {"Referer": self.base} if form is not None else {}
        with self.opener.open(Request(self.base + path, data, headers), timeout=seconds) as answer:  # noqa: S310 - nginx
            return str(answer.read().decode())

    def call(self, path: str, form: Any = None) -> dict[str, Any]:
        """Return the envelope, or one of our own for whatever else came: code `http 502`, `URLError`…"""
        try:
            return dict(json.loads(self.text(path, form)))
        except HTTPError as error:
            return {"code": f"http {error.code}", "data": None}
        except (URLError, OSError, ValueError) as error:
            return {"code": type(error).__name__, "data": None}

    def login(self, name: str, password: str) -> None:
        form = {"username": name, "password": password, "csrfmiddlewaretoken": self.csrf("/admin/login/")}
        self.text("/admin/login/?next=/admin/", form)

    def csrf(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.text(path))
        return found[1] if found else ""


class Actor(threading.Thread):
    """Does one thing again and again until it is told to stop."""

    def __init__(self, client: Client, token: str, pause: float) -> None:
        super().__init__(daemon=True)
        self.client, self.token, self.pause = client, token, pause
        self.codes: Counter[str] = Counter()
        self.slowest = 0.0  # seconds
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            started = time.monotonic()
            self.codes[self.act()] += 1
            self.slowest = max(self.slowest, time.monotonic() - started)
            self.done.wait(self.pause)

    def act(self) -> str:
        raise NotImplementedError


class Reader(Actor):
    """Scrolls the recommended feed."""

    def act(self) -> str:
        path = f"/vod/getRecommendVideoList?token={self.token}&pageIndex=1&pageSize=20"
        return str(self.client.call(path)["code"])


class Publisher(Actor):
    """Uploads a clip, publishes it, and remembers what the server said it has."""

    def __init__(self, client: Client, token: str, pause: float, clip: bytes) -> None:
        super().__init__(client, token, pause)
        self.clip = clip
        self.acknowledged: list[str] = []

    def act(self) -> str:
        given = self.client.call(
            "/vod/getVideoUploadAuth", {"token": self.token, "title": "Sea", "fileName": "sea.mp4"}
        )
        if given["code"] != "200":
            return str(given["code"])
        upload(given["data"], self.clip)
        video = given["data"]["videoId"]
        code = str(self.client.call("/vod/videoPublish", {"token": self.token, "videoId": video})["code"])
        if code == "200":
            self.acknowledged.append(video)
        return code


class Operator(Actor):
    """Recommends whatever is approved, in the back office."""

    def act(self) -> str:
        try:
            page = "/admin/videos/video/"
            text = self.client.text(page)
            rows = re.findall(r'name="_selected_action" value="(\d+)"', text)
            csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
            form = {
                "action": "recommend",
                "_selected_action": rows,
                "csrfmiddlewaretoken": csrf[1] if csrf else "",
            }
            if rows:
                self.client.text(page, form)
        except HTTPError as error:
            return f"http {error.code}"
        except (URLError, OSError) as error:
            return type(error).__name__
        return "200"


def upload(credential: dict[str, str], content: bytes) -> None:
    """Put the clip where the credential says, signed as OSS wants it."""
    address = json.loads(base64.b64decode(credential["uploadAddress"]))
    keys = json.loads(base64.b64decode(credential["uploadAuth"]))
    path, date, kind = f"/{address['Bucket']}/{address['FileName']}", formatdate(usegmt=True), "video/mp4"
    signed = f"PUT\n\n{kind}\n{date}\nx-oss-security-token:{keys['SecurityToken']}\n{path}"
    digest = base64.b64encode(
        hmac.digest(keys["AccessKeySecret"].encode(), signed.encode(), hashlib.sha1)
    ).decode()
    headers = {"Content-Type": kind, "Date": date, "x-oss-security-token": keys["SecurityToken"]}
    headers["Authorization"] = f"OSS {keys['AccessKeyId']}:{digest}"
    put = Request(address["Endpoint"] + path, content, headers, method="PUT")  # noqa: S310 - the sandbox
    build_opener().open(put, timeout=10).close()
