import uuid


def hex_id() -> str:
    """Return a new id the way VOD writes them: 32 lower-case hex digits."""
    return uuid.uuid4().hex
