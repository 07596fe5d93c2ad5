import pytest
from django.core.files.base import ContentFile

from music.models import Track
from tests.music.rows import a_track

SOUND = b"ID3" + bytes(range(250))


@pytest.fixture
def track(db: None) -> Track:
    """A track with audio that is stored here."""
    return a_track(music_id="Q10001", audio=ContentFile(SOUND, name="tide.mp3"))
