import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from http.client import RemoteDisconnected
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from sandbox import worker
from sandbox.events import delivery
from sandbox.models import Event
from tests.dripping import DRIP, Dripping
from tests.sandbox.conftest import Sdk, Ticket, bucket, clip, events

Upload = Callable[..., str]


class Receiver:
    """Something that takes events, and answers them in turn."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.received: list[tuple[str, Any, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.received.append((url, json.loads(body), headers))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def event(uploaded: Upload) -> Event:
    uploaded(TemplateGroupId="VOD_NO_TRANSCODE")
    return Event.objects.get()


def deliver(receiver: Receiver, *, seconds: float = 0) -> int:
    return worker.deliver_due(timezone.now() + timedelta(seconds=seconds), receiver)


def test_an_event_is_signed_over_the_configured_url(event: Event, settings: Settings) -> None:
    settings.SANDBOX_CALLBACK_URL = "https://www.example.com/your/callback"
    settings.SANDBOX_CALLBACK_KEYS = ["test123", "older"]
    receiver = Receiver()
    deliver(receiver)

    ((url, body, headers),) = receiver.received
    signed = f"https://www.example.com/your/callback|{headers['X-VOD-TIMESTAMP']}|test123"
    assert headers["X-VOD-SIGNATURE"] == hashlib.md5(signed.encode()).hexdigest()  # noqa: S324
    assert headers["Content-Type"] == "application/json"
    assert url == "http://127.0.0.1:8000/vodcallback/callback"
    assert body == event.body


def test_without_a_key_nothing_is_signed(event: Event, settings: Settings) -> None:
    settings.SANDBOX_CALLBACK_KEYS = []
    receiver = Receiver()
    deliver(receiver)

    assert list(receiver.received[0][2]) == ["Content-Type"]


def test_a_200_ends_it(event: Event) -> None:
    assert deliver(Receiver(200)) == 1
    assert deliver(Receiver(), seconds=9) == 0

    event.refresh_from_db()
    assert (event.state, event.answers) == ("delivered", [200])


@pytest.mark.parametrize("answer", [201, 204, 302, 403, 500])
def test_nothing_but_200_counts(event: Event, answer: int) -> None:
    deliver(Receiver(answer))

    event.refresh_from_db()
    assert (event.state, event.answers) == ("waiting", [answer])


def test_tries_are_a_second_apart(event: Event) -> None:
    deliver(Receiver(500))

    assert deliver(Receiver()) == 0
    assert deliver(Receiver(), seconds=1.1) == 1


def test_after_three_tries_an_event_is_dropped(event: Event) -> None:
    receiver = Receiver(500, TimeoutError("slow"), RemoteDisconnected("gone"))
    for second in range(5):
        deliver(receiver, seconds=second * 2)

    event.refresh_from_db()
    assert event.state == "dropped"
    assert event.answers == [500, "TimeoutError: slow", "RemoteDisconnected: gone"]
    assert len(receiver.received) == 3


@pytest.mark.parametrize("at_once", [b"", b"HTTP/1.1 200 OK\r\n"], ids=["no status", "200 at first"])
def test_a_receiver_that_takes_its_time_has_not_answered(
    event: Event, settings: Settings, monkeypatch: pytest.MonkeyPatch, at_once: bytes
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 5 * DRIP)
    receiver = Dripping(at_once, b"H" if not at_once else b"X-Drop: 1\r\n")
    settings.SANDBOX_CALLBACK_TARGET = receiver.address
    worker.deliver_due()
    receiver.stopped.set()

    event.refresh_from_db()
    assert event.state == "waiting"
    assert isinstance(event.answers[0], str)


def test_user_data_comes_back(uploaded: Upload) -> None:
    extend = json.dumps({"user": "猫"})
    uploaded(UserData=json.dumps({"Extend": extend}))

    assert {body["Extend"] for body in events()} == {extend}


def test_a_files_arrival_is_told(ticket: Callable[..., Ticket]) -> None:
    mine = ticket()
    bucket(mine).put_object(mine.address["FileName"], clip())

    (body,) = events()
    assert body["EventType"] == "FileUploadComplete"
    assert body["VideoId"] == mine.media_id
    assert body["Size"] == len(clip())
    assert body["FileUrl"].endswith(mine.address["FileName"])
    assert body["Status"] == "success"


def test_a_stream_and_its_task_are_told(uploaded: Upload) -> None:
    video_id = uploaded()

    (stream,) = events("StreamTranscodeComplete")
    (task,) = events("TranscodeComplete")
    assert stream["VideoId"] == task["VideoId"] == video_id
    assert (stream["Width"], stream["Height"], stream["Duration"]) == (720, 1280, 3.0)
    assert (stream["Definition"], stream["Format"]) == ("SD", "mp4")
    assert task["StreamInfos"][0].items() <= stream.items()


def test_a_broken_job_is_told(ticket: Callable[..., Ticket], sdk: Sdk, settings: Settings) -> None:
    mine = ticket()
    bucket(mine).put_object(mine.address["FileName"], clip())
    (settings.SANDBOX_OBJECTS / "outin-sandbox" / mine.address["FileName"]).unlink()
    worker.run_due()

    assert [body["Status"] for body in events()] == ["success", "fail", "fail"]
    assert sdk("GetVideoInfo", VideoId=mine.media_id)["Video"]["Status"] == "TranscodeFail"
