from sandbox.models import Video
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError


def video(call: Call, name: str = "VideoId") -> Video:
    """Return the video that a parameter names, if the caller may touch it."""
    video_id = call.parameters.required(name)
    call.check_media(video_id)
    found = Video.objects.filter(video_id=video_id).first()
    if found is None:
        raise ApiError("InvalidVideo.NotFound")
    return found


def uploaded_video(call: Call, name: str = "VideoId") -> Video:
    """Return the video that a parameter names, once its file is here."""
    found = video(call, name)
    if not found.arrived:
        raise ApiError("Forbidden.IllegalStatus", "The video was not uploaded yet.")
    return found
