from typing import Final

from django.db import models
from django.utils import timezone

from sandbox.models.fields import hex_id

NO_TRANSCODE: Final = "VOD_NO_TRANSCODE"
"""The template group that leaves an upload as it is (`contract/vod.md` §A)."""


class Status(models.TextChoices):
    """A video's state in VOD's words (`contract/vod.md` §A)."""

    UPLOADING = "Uploading"
    UPLOADED = "UploadSucc"
    TRANSCODING = "Transcoding"
    TRANSCODE_FAILED = "TranscodeFail"
    NORMAL = "Normal"
    BLOCKED = "Blocked"


class Media(models.Model):
    """What uploads of every kind have in common."""

    object_key = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=128)
    description = models.TextField(blank=True)
    tags = models.TextField(blank=True)
    cate_id = models.BigIntegerField(null=True)
    extend = models.TextField(blank=True)  # UserData.Extend, echoed in every event
    size = models.BigIntegerField(default=0)  # bytes
    created_at = models.DateTimeField(default=timezone.now)
    uploaded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Video(Media):
    video_id = models.CharField(max_length=32, unique=True, default=hex_id)
    status = models.CharField(max_length=16, choices=Status, default=Status.UPLOADING)
    audit_status = models.CharField(max_length=16, default="Init")
    template_group_id = models.CharField(max_length=64, blank=True)
    cover_url = models.TextField(blank=True)
    duration = models.FloatField(default=0)  # seconds
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)
    snapshots = models.JSONField(default=list)  # object keys
    modified_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.title} ({self.video_id})"

    @property
    def extension(self) -> str:
        return self.object_key.rpartition(".")[2]

    @property
    def arrived(self) -> bool:
        return self.uploaded_at is not None

    def settle(self) -> None:
        """Take the state that work on the file has led to. A blocked video stays blocked."""
        if self.status != Status.BLOCKED:
            self.status = Status.NORMAL if self.streams.exists() else Status.TRANSCODE_FAILED
            self.save(update_fields=["status", "modified_at"])


class Stream(models.Model):
    """Something that plays: the source itself, or what a transcode job made of it."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="streams")
    job_id = models.CharField(max_length=32, unique=True, default=hex_id)
    definition = models.CharField(max_length=4)
    object_key = models.CharField(max_length=255)
    size = models.BigIntegerField()  # bytes
    duration = models.FloatField()  # seconds
    width = models.IntegerField()
    height = models.IntegerField()
    fps = models.CharField(max_length=16, default="25")
    narrow = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.definition} of {self.video_id}"

    @property
    def extension(self) -> str:
        return self.object_key.rpartition(".")[2]

    @property
    def bitrate(self) -> str:
        """Kbit/s, as text like everywhere in VOD."""
        return f"{self.size * 8 / 1000 / self.duration:.3f}" if self.duration else "0"


class Image(Media):
    image_id = models.CharField(max_length=32, unique=True, default=hex_id)

    def __str__(self) -> str:
        return f"{self.title} ({self.image_id})"


class Category(models.Model):
    name = models.CharField(max_length=64)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    level = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.name
