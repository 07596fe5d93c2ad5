"""Take a catalog of music in: the first track of the manifest is shown first."""

from django.db import transaction

from music.models import Track, private_storage
from qulive.catalog import Catalog


@transaction.atomic
def seed(catalog: Catalog) -> None:
    """Create or change tracks by their music id, all or none. Raises BadCatalog."""
    rows = catalog.rows("music")
    for place, row in enumerate(rows):
        values = {
            "title": row["title"],
            "artist": row.get("artistName", ""),
            "duration": row.get("duration") or 0,
            "source": row.get("source", ""),
            "cover": catalog.file(row.get("image", ""), "music/covers"),
            "audio": catalog.file(row.get("audio", ""), "music", private_storage()),
            "sort": len(rows) - place,
        }
        catalog.put(Track, {"music_id": row["musicId"]}, values)
