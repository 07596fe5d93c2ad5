"""manage.py seed_music"""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from music.models import Track
from tests.app import App
from tests.seeding.conftest import MP3, MUSIC, Seed, Write

TRACK = {
    "musicId": "Q10001",
    "title": "Morning Kites",
    "artistName": "Paper Lanterns",
    "duration": "13",
    "source": "Qulive",
    "image": "icon.png",
    "audio": "sound.mp3",
}


def test_the_sample_comes_in_and_plays(seed: Seed, stranger: App) -> None:
    assert seed("seed_music", MUSIC) == "30 created, 0 changed, 0 unchanged."

    data = stranger.get("/music/getRecommendMusic", pageNo=1, pageSize=50).data
    assert data["total"] == "30"
    for track in data["musicList"]:
        path = stranger.get("/music/getPlayPath", musicId=track["musicId"]).data["playPath"]
        response: Any = stranger.client.get(path, headers={"Range": "bytes=0-2"})
        assert response.status_code == 206
        assert response.headers["Content-Type"] == "audio/mpeg"
        assert len(b"".join(response.streaming_content)) == 3


def test_the_first_in_the_manifest_is_shown_first(seed: Seed, stranger: App) -> None:
    seed("seed_music", MUSIC)

    first, second, *_ = stranger.get("/music/getRecommendMusic", pageNo=1, pageSize=50).data["musicList"]
    assert (first["musicId"], first["title"]) == ("Q10001", "Morning Kites")
    assert second["musicId"] == "Q10002"


def test_a_second_run_changes_nothing(seed: Seed) -> None:
    seed("seed_music", MUSIC)
    before = list(Track.objects.order_by("pk").values())

    assert seed("seed_music", MUSIC) == "0 created, 0 changed, 30 unchanged."
    assert list(Track.objects.order_by("pk").values()) == before


def test_a_changed_row_is_changed_and_reported(seed: Seed, write: Write) -> None:
    seed("seed_music", write({"music": [TRACK]}))

    said = seed("seed_music", write({"music": [{**TRACK, "title": "Evening Kites"}]}))
    assert said == "0 created, 1 changed, 0 unchanged."
    assert Track.objects.get().title == "Evening Kites"


def test_audio_is_kept_apart_from_what_everybody_may_fetch(seed: Seed, write: Write, media: Path) -> None:
    seed("seed_music", write({"music": [TRACK]}))

    assert [file.suffix for file in media.rglob("*.*")] == [".png"]
    with Track.objects.get().audio.open() as audio:
        assert audio.read() == MP3


def test_a_dry_run_tells_and_changes_nothing(seed: Seed, write: Write) -> None:
    said = seed("seed_music", write({"music": [TRACK]}), dry_run=True)

    assert said.splitlines() == [
        "create track Q10001 Morning Kites",
        "Would be: 1 created, 0 changed, 0 unchanged.",
    ]
    assert not Track.objects.exists()


@pytest.mark.parametrize("duration", ["", None, 0, "0"])
def test_an_unknown_duration_is_zero(seed: Seed, write: Write, duration: Any) -> None:
    seed("seed_music", write({"music": [{**TRACK, "duration": duration}]}))

    assert Track.objects.get().duration == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**TRACK, "audio": "lost.mp3"}, "audio: lost.mp3 is not in "),
        ({**TRACK, "image": "../secret.png"}, "image: ../secret.png is not in "),
        ({"musicId": "Q10002"}, "has no 'title'"),
        ({"title": "Nameless"}, "has no 'musicId'"),
        (
            {**TRACK, "duration": "long"},
            "duration is 'long', and has to be a whole number from 0 to 999999999.",
        ),
        ({**TRACK, "musicId": "Q1"}, "musicId is 'Q1', and has to be a text of 3 to 64 characters."),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_a_bad_row_is_told_and_nothing_is_half_done(
    seed: Seed, write: Write, row: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError) as error:
        seed("seed_music", write({"music": [TRACK, row]}))

    assert said in str(error.value)
    assert not Track.objects.exists()
