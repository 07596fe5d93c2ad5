from django.contrib import admin

from music.models import Track
from qulive.bumping import BumpingAdmin


@admin.register(Track)
class TrackAdmin(BumpingAdmin):
    version = "music"
    list_display = ("title", "artist", "music_id", "duration", "sort", "is_published")
    list_editable = ("sort", "is_published")
    list_filter = ("is_published", "source")
    search_fields = ("title", "artist", "=music_id")
    ordering = ("-sort", "id")
