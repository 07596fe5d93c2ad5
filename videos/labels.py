"""What VOD's machine says it found, in words for people (contract/vod.md §D)."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from videos.models import Video

LABELS: Final[Mapping[str, Promise]] = {
    "porn": _("Pornography"),
    "terrorism": _("Violence or terrorism"),
    "ad": _("Advertising"),
    "qrcode": _("QR code"),
    "logo": _("Logo"),
    "live": _("Undesirable scene"),
    "spam": _("Spam"),
    "abuse": _("Abuse"),
    "flood": _("Flooding"),
    "contraband": _("Banned goods"),
    "meaningless": _("Meaningless text"),
}
MODULES: Final[Mapping[str, Promise]] = {
    "video": pgettext_lazy("of a video", "picture"),
    "audio": _("sound"),
    "image-cover": _("cover"),
    "text-title": _("title"),
    "text-desc": _("description"),
}


def found(video: Video) -> str:
    """Return what was found, such as "Pornography"; empty if nothing, VOD's own word if we don't know it."""
    label = video.machine_label
    return "" if label == "normal" else str(LABELS.get(label, label))


def reason(video: Video) -> str:
    """Return why it was decided so: what the machine found, one of our common reasons, or a person's own."""
    return str(LABELS.get(video.review_reason, gettext(video.review_reason)))


def places(video: Video) -> list[str]:
    """Return where it was found: picture, cover, title."""
    parts = [part.strip() for part in video.machine_modules.split(",")]
    return [str(MODULES.get(part, part)) for part in parts if part]
