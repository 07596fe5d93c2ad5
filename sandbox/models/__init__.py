from sandbox.models.events import Event
from sandbox.models.jobs import Job
from sandbox.models.keys import Grant, Nonce, StsToken
from sandbox.models.library import Category, Image, Stream, Video
from sandbox.models.multipart import MultipartUpload, Part
from sandbox.models.switches import Switches

__all__ = [
    "Category",
    "Event",
    "Grant",
    "Image",
    "Job",
    "MultipartUpload",
    "Nonce",
    "Part",
    "Stream",
    "StsToken",
    "Switches",
    "Video",
]
