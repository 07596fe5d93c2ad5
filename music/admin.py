import secrets
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from music import paths, seeding
from music.forms import TrackForm
from music.models import Track
from music.resources import TrackResource
from qulive.backoffice.importing import ImportExportPage
from qulive.backoffice.previews import shown, thumbnail
from qulive.backoffice.publishing import FOLDED
from qulive.files import serve
from qulive.storage import SignsUrls


@admin.register(Track)
class TrackPage(ImportExportPage[Track]):
    form = TrackForm
    version = "music"
    table = seeding.MUSIC
    resource_classes = [TrackResource]
    command = "manage.py seed_music"
    list_display = ("picture", "title", "artist", "player", "duration", "is_published")
    list_display_links = ("title",)
    list_filter = ("is_published", "source")
    search_fields = ("title", "artist", "=music_id")
    fieldsets = (
        (None, {"fields": ("title", "artist", "audio", "cover", "duration", "is_published")}),
        (
            gettext_lazy("Rarely changed"),
            {"classes": FOLDED, "fields": ("music_id", "source", "sort", "created_at")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Track | None = None) -> Any:
        # Apps know the track by it.
        return ("music_id",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # The iOS app reads the last three characters as a number.
        fresh = f"{secrets.randbelow(900_000_000) + 100_000_000}"
        return {"music_id": fresh, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Track, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        super().save_model(request, obj, form, change)
        if obj.is_published and not obj.audio:
            warning = _("It has no audio yet: apps don't see it until you upload some.")
            messages.warning(request, warning)

    @admin.display(description=gettext_lazy("cover"))
    def picture(self, track: Track) -> SafeString:
        return thumbnail(track.cover)

    @admin.display(description=gettext_lazy("audio"))
    def player(self, track: Track) -> SafeString:
        if not track.audio:
            return format_html("<em>{}</em>", _("No audio: apps don't get it."))
        file = shown(track.audio, self.address(track.audio), "audio")
        return render_to_string("backoffice/shown.html", {"file": file})

    def address(self, file: FieldFile) -> str:
        """An operator hears what is not published, too; apps and guests can't."""
        if file.field.name != "audio":
            return super().address(file)
        return reverse("admin:music_track_listen", args=[file.instance.pk])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.listen_view)
        return [path("<int:object_id>/listen/", view, name="music_track_listen"), *super().get_urls()]

    def listen_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Play a track to an operator."""
        track = self.get_object(request, str(object_id))
        if track is None or not track.audio:
            raise Http404
        if not self.has_view_permission(request, track):
            raise PermissionDenied
        storage, name = track.audio.storage, cast(str, track.audio.name)
        if isinstance(storage, SignsUrls):
            return HttpResponseRedirect(paths.play_path(track).url)
        return serve(request, storage, name, cache_control="private, no-store")
