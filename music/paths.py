"""Play paths: URLs that play one track until a moment, and that nobody else can make."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

SALT = "music.paths"


@dataclass(frozen=True, slots=True)
class PlayPath:
    url: str
    expires: int  # UNIX seconds


def play_path(music_id: str) -> PlayPath:
    """Return a URL that plays the track for MUSIC_PATH_SECONDS."""
    expires = int(timezone.now().timestamp()) + settings.MUSIC_PATH_SECONDS
    signature = signer().signature(f"{music_id}:{expires}")
    path = f"/music/play/{quote(music_id, safe='')}/{expires}/{signature}"
    return PlayPath(f"{settings.PUBLIC_URL}{path}", expires)


def check(music_id: str, expires: int, signature: str) -> None:
    """Raise BadSignature unless we made this path and its moment has not passed."""
    signer().unsign(f"{music_id}:{expires}:{signature}")
    if expires <= timezone.now().timestamp():
        raise BadSignature("The path has expired.")


def signer() -> Signer:
    return Signer(salt=SALT)
