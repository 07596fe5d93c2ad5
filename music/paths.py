"""Play paths: URLs that play one track until a moment, and that nobody else can make."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from qulive.storage import SignsUrls

if TYPE_CHECKING:
    from music.models import Track

SALT = "music.paths"


@dataclass(frozen=True, slots=True)
class PlayPath:
    url: str
    expires: int  # UNIX seconds


def play_path(track: "Track") -> PlayPath:
    """Return a URL that plays the track for MUSIC_PATH_SECONDS: the storage's own if it signs, else ours."""
    expires = int(timezone.now().timestamp()) + settings.MUSIC_PATH_SECONDS
    storage = track.audio.storage
    if isinstance(storage, SignsUrls) and track.audio.name:
        return PlayPath(storage.signed_url(track.audio.name, expires), expires)
    signature = signer().signature(f"{track.music_id}:{expires}")
    path = f"/music/play/{quote(track.music_id, safe='')}/{expires}/{signature}"
    return PlayPath(f"{settings.PUBLIC_URL}{path}", expires)


def check(music_id: str, expires: int, signature: str) -> None:
    """Raise BadSignature unless we made this path and its moment has not passed."""
    signer().unsign(f"{music_id}:{expires}:{signature}")
    if expires <= timezone.now().timestamp():
        raise BadSignature("The path has expired.")


def signer() -> Signer:
    return Signer(salt=SALT)
