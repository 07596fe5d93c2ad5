"""/music/*: tracks and how they play (contract/clients.md §7)."""

from typing import Any

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from music import paths
from music.models import Track
from music.serializers import (
    MusicIdParameters,
    MusicListParameters,
    MusicListSerializer,
    PlayPathSerializer,
)
from qulive.api.paging import page
from qulive.api.tagged import TaggedView
from qulive.api.views import OpenMixin, SecretView
from qulive.files import serve


class MusicListView(OpenMixin, TaggedView):
    """Popular music, or what matches the key words."""

    version = "music"
    input = MusicListParameters
    output = MusicListSerializer

    def perform(self, index: int, size: int, words: str) -> dict[str, Any]:
        tracks = Track.objects.published().in_order().matching(words)
        return {"total": tracks.count(), "tracks": page(tracks, index=index, size=size)}


class PlayPathView(OpenMixin, SecretView):
    """A URL that plays a track until it expires; empty for a track that is not there."""

    input = MusicIdParameters
    output = PlayPathSerializer

    def perform(self, music_id: str) -> paths.PlayPath | dict[str, str]:
        track = Track.objects.published().filter(music_id=music_id).first()
        return paths.play_path(track) if track else {"url": "", "expires": ""}


def play(request: HttpRequest, music_id: str, expires: int, signature: str) -> HttpResponseBase:
    """Play a track in a local storage to whoever holds a path that we signed."""
    try:
        paths.check(music_id, expires, signature)
    except BadSignature:
        raise Http404 from None
    track = Track.objects.published().filter(music_id=music_id).first()
    if track is None or not track.audio.name:
        raise Http404
    return serve(request, track.audio.storage, track.audio.name, cache_control="private, no-store")
