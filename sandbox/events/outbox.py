from typing import Any

from sandbox.models import Event


def put(body: dict[str, Any]) -> Event:
    """Keep an event in the caller's transaction; the worker posts it."""
    media_id = body.get("VideoId") or body.get("MediaId") or body.get("ImageId")
    return Event.objects.create(kind=body["EventType"], media_id=str(media_id), body=body)
