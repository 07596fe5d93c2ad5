"""Tracks as a table, for spreadsheets."""

from music.models import Track
from qulive.backoffice.resources import CatalogResource


class TrackResource(CatalogResource):
    class Meta:
        model = Track
        import_id_fields = ("music_id",)
        fields = (
            "music_id",
            "title",
            "artist",
            "duration",
            "source",
            "cover",
            "audio",
            "sort",
            "is_published",
        )
