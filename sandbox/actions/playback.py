"""Play credentials and addresses (`contract/vod.md` §A)."""

from typing import Any

from sandbox import credentials, limits, times
from sandbox.actions import find
from sandbox.models import Stream, Video
from sandbox.models.library import Status
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError
from sandbox.rpc.parameters import Parameters


def play_auth(call: Call) -> dict[str, Any]:
    low, high = limits.PLAY_SECONDS
    seconds = call.parameters.number("AuthInfoTimeout", low, low=low, high=high)
    video = _playable(call)
    return {
        "PlayAuth": credentials.play_auth(video, seconds=seconds),
        "VideoMeta": credentials.video_meta(video),
    }


def play_info(call: Call) -> dict[str, Any]:
    video = _playable(call)
    streams = [stream for stream in video.streams.order_by("pk") if _fits(stream, call.parameters)]
    if call.parameters.text("ResultType") != "Multiple":
        # The default, Single: of each kind only what was made last.
        streams = list({(one.definition, one.extension, one.narrow): one for one in streams}.values())
    if not streams:
        raise ApiError("InvalidVideo.NoneStream")
    return {
        "VideoBase": _video_base(video),
        "PlayInfoList": {"PlayInfo": [_play_info(stream) for stream in streams]},
    }


def _playable(call: Call) -> Video:
    video = find.video(call)
    if video.status != Status.NORMAL:
        raise ApiError("Forbidden.IllegalStatus", f"The video is {video.status}, not Normal.")
    return video


def _fits(stream: Stream, parameters: Parameters) -> bool:
    formats, definitions = parameters.text("Formats"), parameters.text("Definition")
    return (not formats or stream.extension in formats.split(",")) and (
        not definitions or stream.definition in definitions.split(",")
    )


def _video_base(video: Video) -> dict[str, Any]:
    return {
        "VideoId": video.video_id,
        "Title": video.title,
        "Status": video.status,
        "CoverURL": video.cover_url,
        "Duration": f"{video.duration:.4f}",
        "MediaType": "video",
        "OutputType": "cdn",
        "CreationTime": times.iso(video.created_at),
    }


def _play_info(stream: Stream) -> dict[str, Any]:
    return {
        "PlayURL": credentials.url(stream.object_key),
        "Format": stream.extension,
        "Definition": stream.definition,
        "Duration": f"{stream.duration:.4f}",
        "Size": stream.size,
        "Bitrate": stream.bitrate,
        "Fps": stream.fps,
        "Width": stream.width,
        "Height": stream.height,
        "Encrypt": 0,
        "JobId": stream.job_id,
        "Status": "Normal",
        "StreamType": "video",
        "Specification": "Original" if stream.definition == "OD" else "H264." + stream.definition,
        "NarrowBandType": "1.0" if stream.narrow else "0",
        "CreationTime": times.iso(stream.created_at),
        "ModificationTime": times.iso(stream.created_at),
    }
