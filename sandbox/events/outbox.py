from datetime import timedelta
from typing import Any

from django.utils import timezone

from sandbox import faults
from sandbox.models import Event


def put(body: dict[str, Any]) -> None:
    """Keep an event in the caller's transaction; the worker posts it. Faults strike here."""
    media_id = str(body.get("VideoId") or body.get("MediaId") or body.get("ImageId"))
    for seconds in faults.fate_of_event():
        event = Event(kind=body["EventType"], media_id=media_id, body=body)
        if seconds is None:
            event.state, event.answers = Event.State.DROPPED, ["dropped by a fault"]
        else:
            event.due_at = timezone.now() + timedelta(seconds=seconds)
        event.save()
