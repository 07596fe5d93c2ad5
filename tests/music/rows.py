from typing import Any

from music.models import Track

USUAL = {
    "title": "Slow Tide",
    "artist": "Harbor Glow",
    "duration": 15,
    "source": "Qulive",
    "audio": "music/tide.mp3",
}


def a_track(**facts: Any) -> Track:
    return Track.objects.create(**{"music_id": "Q10001", **USUAL, **facts})


def tracks(count: int) -> list[Track]:
    """So many tracks, the first one shown first."""
    rows = [Track(music_id=f"Q{20000 + n}", sort=count - n, **USUAL) for n in range(count)]
    return Track.objects.bulk_create(rows)
