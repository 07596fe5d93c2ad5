"""The form of a track: how long it is, its audio says by itself."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy
from tinytag import TinyTag, TinyTagException

from music.models import Track


class TrackForm(forms.ModelForm[Track]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if duration := self.fields.get("duration"):
            duration.required = False
            duration.help_text = gettext_lazy("Seconds. Left at 0, they are read from the audio you upload.")

    def clean_duration(self) -> int:
        """Return what was typed, or else what an upload says; it was cleaned before."""
        typed: int | None = self.cleaned_data["duration"]
        audio = self.cleaned_data.get("audio")
        if typed or not isinstance(audio, UploadedFile):
            return typed or 0
        return seconds_of(cast(BinaryIO, audio.file))


def seconds_of(audio: BinaryIO) -> int:
    """Return whole seconds, and 0 for audio that doesn't say: phones may play it all the same."""
    audio.seek(0)
    try:
        return round(TinyTag.get(file_obj=audio, tags=False).duration or 0)
    except TinyTagException:
        return 0
