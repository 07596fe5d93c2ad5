from django.db import models
from django.utils import timezone

from sandbox.models.fields import hex_id


class MultipartUpload(models.Model):
    upload_id = models.CharField(max_length=32, unique=True, default=hex_id)
    object_key = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.upload_id


class Part(models.Model):
    upload = models.ForeignKey(MultipartUpload, models.CASCADE, related_name="parts")
    number = models.IntegerField()
    etag = models.CharField(max_length=32)
    size = models.BigIntegerField()  # bytes
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="sandbox_part_once")]

    def __str__(self) -> str:
        return f"{self.number} of {self.upload_id}"
