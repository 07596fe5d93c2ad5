import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import oss2
import pytest
from aliyunsdkcore.acs_exception.exceptions import ClientException
from django.core.exceptions import ValidationError
from django.utils import timezone

from sandbox import faults, worker
from sandbox.models import Event, Switches, Video
from tests.sandbox.conftest import Sdk, Ticket, bucket, clip, kinds, refusal

Upload = Callable[..., str]


def deliver(*, seconds: float = 0) -> list[str]:
    """Deliver what is due by then, and return the paths it went to."""
    delivered: list[str] = []

    def send(url: str, _body: bytes, _headers: Mapping[str, str]) -> int:
        delivered.append(url)
        return 200

    worker.deliver_due(timezone.now() + timedelta(seconds=seconds), send)
    return delivered


def test_events_come_three_times(uploaded: Upload) -> None:
    faults.switch(duplicate=True)
    uploaded()

    assert kinds() == [
        kind
        for kind in ("FileUploadComplete", "StreamTranscodeComplete", "TranscodeComplete")
        for _ in range(3)
    ]
    assert len(deliver()) == 9


def test_events_come_late(uploaded: Upload) -> None:
    faults.switch(delay=30)
    uploaded()

    assert not deliver(seconds=29)
    assert len(deliver(seconds=31)) == 3


def test_events_come_in_any_order(uploaded: Upload) -> None:
    faults.switch(reorder=True, duplicate=True)
    for _ in range(3):
        uploaded()

    due = list(Event.objects.due(timezone.now() + timedelta(seconds=4)))
    assert len(due) == 27
    assert [event.pk for event in due] != sorted(event.pk for event in due)


def test_events_never_come(uploaded: Upload) -> None:
    faults.switch(drop=1)
    uploaded()

    assert not deliver(seconds=60)
    assert {event.state for event in Event.objects.all()} == {"dropped"}


@pytest.mark.parametrize(
    ("name", "answer"),
    [("rpc_throttle", (400, "Throttling.User")), ("rpc_error", (503, "ServiceUnAvailable"))],
)
def test_calls_are_refused(sdk: Sdk, name: str, answer: tuple[int, str]) -> None:
    faults.switch(**{name: 1})
    assert refusal(sdk, "CreateUploadVideo", Title="Cat", FileName="cat.mp4") == answer
    assert not Video.objects.exists()

    faults.clear()
    assert sdk("GetCategories")["SubTotal"] == 0


def test_a_call_is_done_and_its_answer_is_garbage(sdk: Sdk) -> None:
    faults.switch(rpc_garbage=1)
    with pytest.raises(ValueError, match="Expecting value"):
        sdk("CreateUploadVideo", Title="Cat", FileName="cat.mp4")

    assert Video.objects.count() == 1


def test_a_call_is_done_and_its_answer_never_comes(sdk: Sdk) -> None:
    faults.switch(rpc_hang=30)
    begun = time.monotonic()
    with pytest.raises(ClientException, match=r"SDK\.HttpError"):
        sdk("CreateUploadVideo", Title="Cat", FileName="cat.mp4")

    assert Video.objects.count() == 1
    assert time.monotonic() - begun < 5


def test_a_short_wait_is_survived(sdk: Sdk) -> None:
    faults.switch(rpc_hang=2)

    assert sdk("GetCategories")["SubTotal"] == 0


def test_objects_are_refused(ticket: Callable[..., Ticket]) -> None:
    mine = ticket()
    faults.switch(oss_error=1)
    with pytest.raises(oss2.exceptions.ServerError) as refused:
        bucket(mine).put_object(mine.address["FileName"], clip())

    assert (refused.value.status, refused.value.code) == (500, "InternalError")
    assert not kinds()


def test_a_list_switches_faults_on_and_all_others_off() -> None:
    faults.switch(oss_error=1, review_default="review")
    faults.configure("duplicate, delay=3,drop=0.5")

    switches = Switches.objects.get()
    assert (switches.duplicate, switches.delay, switches.drop) == (True, 3.0, 0.5)
    assert (switches.oss_error, switches.review_default) == (0, "review")


@pytest.mark.parametrize("text", ["explode", "drop=2", "delay=-1", "delay=long", "review_default=maybe"])
def test_a_wrong_list_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        faults.configure(text)

    assert not Switches.objects.exists()


def test_a_job_that_stumbles_rests_and_is_done_later(
    uploaded: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_job: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("sandbox.jobs.analysis.perform", stumble)
        with pytest.raises(ZeroDivisionError):
            uploaded()
    assert worker.run_due() == 0
    worker.run_due(timezone.now() + timedelta(seconds=6))

    assert Video.objects.get().status == "Normal"
