from typing import Self

from django.core.files.storage import Storage, storages
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from music import paths
from qulive.storage import FileOrUrlField, KeptFile

# Nobody types more to find a song.
WORDS_MOST = 10


class TrackQuerySet(models.QuerySet["Track"]):
    def published(self) -> Self:
        return self.filter(is_published=True).exclude(audio="")

    def in_order(self) -> Self:
        return self.order_by("-sort", "pk")

    def matching(self, words: str) -> Self:
        """Tracks with every one of these words in their title or artist."""
        tracks = self
        for word in words.split()[:WORDS_MOST]:
            tracks = tracks.filter(Q(title__icontains=word) | Q(artist__icontains=word))
        return tracks


def private_storage() -> Storage:
    return storages["private"]


class Audio(KeptFile):
    instance: "Track"

    @property
    def url(self) -> str:
        """A path that plays it for a while; the file itself has no address."""
        return paths.play_path(self.instance).url


class AudioField(models.FileField):
    attr_class = Audio


class Track(models.Model):
    """A piece of music. Its audio lies in the private storage and plays through paths that expire."""

    # The iOS app takes the last three characters of it apart.
    music_id = models.CharField(_("music id"), max_length=64, unique=True, validators=[MinLengthValidator(3)])
    title = models.CharField(_("title"), max_length=200)
    artist = models.CharField(_("artist"), max_length=200, blank=True)
    duration = models.PositiveIntegerField(_("duration"), default=0, help_text=_("Seconds."))
    source = models.CharField(_("source"), max_length=60, blank=True)
    cover = FileOrUrlField(_("cover"), upload_to="music/covers", blank=True)
    audio = AudioField(_("audio"), upload_to="music", storage=private_storage, max_length=500, blank=True)
    sort = models.IntegerField(_("order"), default=0, help_text=_("The highest is shown first."))
    is_published = models.BooleanField(_("published"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = TrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        indexes = [
            models.Index("sort", "id", name="track_order", condition=Q(is_published=True)),
        ]

    def __str__(self) -> str:
        return self.title
