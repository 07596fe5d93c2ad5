"""VOD tells us what happens, at our address and signed with a key that we know (contract/vod.md §D)."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings

from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from qulive.aliyun.setup.problem import Problem

# Without these a video's life stands still until reconcile_videos comes by. The last has two names.
EVENTS: Final = (
    ("FileUploadComplete",),
    ("SnapshotComplete",),
    ("StreamTranscodeComplete",),
    ("TranscodeComplete",),
    ("AIMediaAuditComplete", "AIVideoCensorComplete", "AIComplete"),
)


def callback() -> Iterator[Problem]:
    enter = f"Enter {settings.VOD_CALLBACK_URL} in the console: Callbacks, HTTP."
    try:
        found = client.read("vod", "GetMessageCallback").get("MessageCallback") or {}
    except CloudError as error:
        if not error.code.endswith("NotFound"):
            raise
        found = {}
    if not found:
        yield Problem("No callback is configured, so nothing is told.", enter)
        return
    if found["CallbackType"] != "HTTP":
        yield Problem(f"Callbacks go by {found['CallbackType']}, not by HTTP.", enter)
        return
    if found.get("CallbackURL") != settings.VOD_CALLBACK_URL:
        yield Problem(
            f"VOD's callback URL is {found.get('CallbackURL') or 'empty'}, and VOD_CALLBACK_URL says "
            f"{settings.VOD_CALLBACK_URL}.",
            "Make both the same, to the letter: VOD signs this text.",
        )
    yield from signed(found.get("AuthSwitch", ""), found.get("AuthKey", ""))
    told = found.get("EventTypeList", "").replace(" ", "").split(",")
    for names in EVENTS:
        if told != ["ALL"] and not set(names) & set(told):
            yield Problem(f"VOD does not tell of {names[0]}.", "Tick the event in the console: Callbacks.")


def signed(switch: str, key: str) -> Iterator[Problem]:
    if switch.lower() != "on":
        yield Problem(
            "VOD does not sign its callbacks.", "Switch authentication on in the console, with a key."
        )
    elif key and key not in settings.VOD_CALLBACK_KEYS:
        yield Problem(
            "VOD signs its callbacks with a key that is not among VOD_CALLBACK_KEYS.",
            "Add the console's key to them; the old one may stay for a while.",
        )
