"""A user's place for live streaming: where to push, and where others watch (contract/vod.md §J)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from qulive.aliyun.signature import auth_key


@dataclass(frozen=True, slots=True)
class LiveUrls:
    """The signed ingest, FLV and HLS URLs of a user's one stream; empty without live domains."""

    push: str = ""
    flv: str = ""
    hls: str = ""


def live_urls(user_id: str) -> LiveUrls:
    push = (settings.LIVE_PUSH_DOMAIN, settings.LIVE_PUSH_KEY)
    play = (settings.LIVE_PLAY_DOMAIN, settings.LIVE_PLAY_KEY)
    if not (push[0] and play[0]):
        return LiveUrls()
    stream = f"/{settings.LIVE_APP_NAME}/{user_id}"
    return LiveUrls(
        push=signed("rtmp", *push, stream),
        flv=signed("https", *play, f"{stream}.flv"),
        hls=signed("https", *play, f"{stream}.m3u8"),
    )


def signed(scheme: str, domain: str, key: str, path: str) -> str:
    url = f"{scheme}://{domain}{path}"
    return f"{url}?auth_key={auth_key(path, key=key, at=timezone.now())}" if key else url
