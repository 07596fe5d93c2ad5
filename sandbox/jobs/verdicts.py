"""What the machine thinks of a video: words in its title and description decide, else the page."""

import re
from dataclasses import dataclass
from typing import Final

from sandbox.models import Switches, Video

PASSED, DOUBTED, BLOCKED = Switches.Verdict


@dataclass(frozen=True, slots=True)
class Verdict:
    """VOD's words: pass, review or block; normal, porn or terrorism; where it was found."""

    suggestion: str = PASSED
    label: str = "normal"
    module: str = ""


# The gravest comes first, but an operator's word for pass beats them all.
WORDS: Final = {
    "sandbox:pass": (PASSED, "normal"),
    "sandbox:block": (BLOCKED, "porn"),
    "pornography": (BLOCKED, "porn"),
    "terrorism": (BLOCKED, "terrorism"),
    "sandbox:review": (DOUBTED, "porn"),
    "nudity": (DOUBTED, "porn"),
    "violence": (DOUBTED, "terrorism"),
}


def of(video: Video) -> Verdict:
    text = f"{video.title}\n{video.description}".lower()
    for word, (suggestion, label) in WORDS.items():
        if re.search(rf"\b{word}\b", text):
            return Verdict(suggestion, label, "" if suggestion == PASSED else "text-title")
    default = Switches.current().review_default
    return Verdict() if default == PASSED else Verdict(default, "porn", "video")
