"""What happens when an object is complete (`contract/vod.md` §A, §D)."""

from django.utils import timezone

from sandbox.events import bodies, outbox
from sandbox.media import mp4
from sandbox.models import Grant, Image, Job, Video
from sandbox.models.library import Status
from sandbox.oss import files


def complete(object_key: str) -> None:
    """Close the grants of an object, and start what its upload sets off."""
    Grant.objects.filter(object_key=object_key).delete()
    video = Video.objects.filter(object_key=object_key).first()
    if video is not None:
        _video(video)
        return
    image = Image.objects.filter(object_key=object_key).first()
    if image is not None:
        _image(image)


def _video(video: Video) -> None:
    path = files.path_of(video.object_key)
    # What a job that is asked for at once goes by, until the analysis knows better.
    facts = mp4.read(path)
    video.uploaded_at = timezone.now()
    video.size = path.stat().st_size
    video.duration, video.width, video.height = facts.duration, facts.width, facts.height
    # A second upload to the same address replaces what was made of the first.
    video.streams.all().delete()
    if video.status != Status.BLOCKED:
        video.status = Status.UPLOADED
    video.save()
    video.jobs.create(kind=Job.Kind.ANALYSIS)
    outbox.put(bodies.file_upload(video))


def _image(image: Image) -> None:
    image.uploaded_at = timezone.now()
    image.size = files.path_of(image.object_key).stat().st_size
    image.save()
    outbox.put(bodies.image_upload(image))
