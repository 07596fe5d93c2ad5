"""The whole process over real sockets, as `make run` starts it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import oss2
import pytest
from aliyunsdkcore.client import AcsClient
from aliyunsdkvod.request.v20170321 import (
    CreateUploadVideoRequest,
    GetVideoInfoRequest,
)

from tests.sandbox.conftest import Ticket, clip, slow_ffmpeg, unpacked
from tests.waiting import PATIENCE, free_port, is_alive, wait_until


class Receiver(HTTPServer):
    """Takes events on a port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Take)
        self.bodies: list[Any] = []

    def kinds(self, video_id: str) -> list[str]:
        return [body["EventType"] for body in self.bodies if body["VideoId"] == video_id]


class _Take(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Sandbox:
    port: int
    folder: Path
    receiver: Receiver
    ffmpeg: str = ""
    process: "subprocess.Popen[str]" = field(init=False)

    def __post_init__(self) -> None:
        environment = {
            name: value
            for name, value in os.environ.items()
            if "ACCESS_KEY" not in name and not name.startswith(("SANDBOX_", "VOD_"))
        }
        environment |= {
            "VAR": str(self.folder),
            "HOST": "127.0.0.1",
            "SANDBOX_FFMPEG": self.ffmpeg,
            "SANDBOX_PORT": str(self.port),
            "SANDBOX_CALLBACK_TARGET": f"http://127.0.0.1:{self.receiver.server_port}/events",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sandbox"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until(self._answers)
        except AssertionError:
            self.process.terminate()
            raise

    def stop(self) -> tuple[int, str]:
        """Ask it to stop, and return its exit code and what it complained about."""
        self.process.send_signal(signal.SIGTERM)
        complaints = self.process.communicate(timeout=PATIENCE)[1]
        return self.process.returncode, complaints

    def answer(self, method: str, target: str, body: Any = None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def do(self, request: Any) -> Any:
        client = AcsClient("sandbox-key-id", "sandbox-key-secret", "cn-shanghai")
        client.add_endpoint("cn-shanghai", "vod", f"http://127.0.0.1:{self.port}")
        return json.loads(client.do_action_with_exception(request))

    def status(self, video_id: str) -> str:
        request = GetVideoInfoRequest.GetVideoInfoRequest()
        request.set_VideoId(video_id)
        return str(self.do(request)["Video"]["Status"])

    def _answers(self) -> bool:
        try:
            return self.answer("GET", "/")[0] == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[Sandbox]:
    running = Sandbox(free_port(), tmp_path_factory.mktemp("var"), receiver)
    yield running
    running.stop()


def test_an_upload_in_parts_by_several_threads_plays(sandbox: Sandbox, tmp_path: Path) -> None:
    source = tmp_path / "cat.mp4"
    source.write_bytes(clip() + bytes(1 << 20))
    mine = ticket(sandbox)
    oss2.resumable_upload(
        bucket(mine),
        mine.address["FileName"],
        str(source),
        store=oss2.ResumableStore(root=str(tmp_path)),
        multipart_threshold=0,
        part_size=100 << 10,
        num_threads=4,
    )

    wait_until(lambda: sandbox.status(mine.media_id) == "Normal")
    wait_until(lambda: len(sandbox.receiver.kinds(mine.media_id)) == 3)
    assert sandbox.receiver.kinds(mine.media_id) == [
        "FileUploadComplete",
        "StreamTranscodeComplete",
        "TranscodeComplete",
    ]
    status, _ = sandbox.answer("HEAD", f"/{mine.address['Bucket']}/{mine.address['FileName']}")
    assert status == 200


def test_a_proxied_request_is_answered(sandbox: Sandbox) -> None:
    url = "http://vod.cn-shanghai.aliyuncs.com/?Action=GetVideoInfo"

    assert '"HostId": "vod.cn-shanghai.aliyuncs.com"' in sandbox.answer("GET", url)[1]


def test_what_uploaders_report_is_answered(sandbox: Sandbox) -> None:
    """voduploadsdk fails without an answer: a form without a signature, to the real cloud's host."""
    form = "Action=ReportUploadProgress&Version=2017-03-21&VideoId=x"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    assert sandbox.answer("POST", "http://vod.cn-shanghai.aliyuncs.com/", form, **kind)[0] == 200


def test_an_address_may_be_ten_kilobytes_long(sandbox: Sandbox) -> None:
    assert "MissingParameter" in sandbox.answer("POST", f"/?Description={'x' * 10_240}")[1]


def test_it_stops_cleanly_and_goes_on_where_it_was(receiver: Receiver, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    first = Sandbox(free_port(), tmp_path, receiver, ffmpeg=slow_ffmpeg(tmp_path / "bin"))
    mine = ticket(first)
    bucket(mine).put_object(mine.address["FileName"], clip())
    pid = tmp_path / "bin" / "pid"
    wait_until(lambda: pid.exists() and bool(pid.read_text()))
    assert first.status(mine.media_id) == "UploadSucc"
    assert first.stop() == (0, "")
    assert not is_alive(int(pid.read_text()))

    second = Sandbox(first.port, tmp_path, receiver)
    wait_until(lambda: second.status(mine.media_id) == "Normal")
    assert second.stop() == (0, "")


def test_a_killed_server_leaves_nothing_behind(receiver: Receiver, tmp_path: Path) -> None:
    first = Sandbox(free_port(), tmp_path, receiver)
    first.process.kill()

    # Its pipes close only when the last of its processes is gone.
    first.process.communicate(timeout=PATIENCE)


def ticket(sandbox: Sandbox) -> Ticket:
    request = CreateUploadVideoRequest.CreateUploadVideoRequest()
    request.set_Title("Cat")
    request.set_FileName("cat.mp4")
    return unpacked(sandbox.do(request))


def bucket(ticket: Ticket) -> oss2.Bucket:
    auth = oss2.StsAuth(
        ticket.auth["AccessKeyId"], ticket.auth["AccessKeySecret"], ticket.auth["SecurityToken"]
    )
    return oss2.Bucket(auth, ticket.address["Endpoint"], ticket.address["Bucket"])
