"""Work that callers ask for; events tell when it is done (`contract/vod.md` §A, §D)."""

from typing import Any

from sandbox import limits
from sandbox.actions import find, user_data
from sandbox.actions.setup import check_template_group
from sandbox.jobs import transcode
from sandbox.models import Job
from sandbox.rpc.call import Call


def submit_transcode(call: Call) -> dict[str, Any]:
    video = find.uploaded_video(call)
    group = call.parameters.required("TemplateGroupId", most=limits.TEMPLATE_ID)
    check_template_group(group)
    jobs = transcode.submit(video, group, user_data.extend(call.parameters) or video.extend)
    return {
        "TranscodeJobs": {"TranscodeJob": [{"JobId": job.job_id} for job in jobs]},
        "TranscodeTaskId": jobs[0].task_id,
    }


def submit_snapshot(call: Call) -> dict[str, Any]:
    video, parameters = find.uploaded_video(call), call.parameters
    job = Job.objects.create(
        kind=Job.Kind.SNAPSHOT,
        video=video,
        wanted={
            "Count": parameters.number("Count", 1, low=1, high=3000),
            "Interval": parameters.number("Interval", 0, low=0, high=1 << 31),
            "SpecifiedOffsetTime": parameters.number("SpecifiedOffsetTime", 0, low=0, high=1 << 40),
            "Width": parameters.number("Width", 0, low=8, high=4096),
            "Height": parameters.number("Height", 0, low=8, high=4096),
        },
        extend=user_data.extend(parameters) or video.extend,
    )
    return {"SnapshotJob": {"JobId": job.job_id}}


def submit_review(call: Call) -> dict[str, Any]:
    video = find.uploaded_video(call, "MediaId")
    job = Job.objects.create(
        kind=Job.Kind.REVIEW,
        video=video,
        wanted={"TemplateId": call.parameters.text("TemplateId", most=limits.TEMPLATE_ID)},
        extend=user_data.extend(call.parameters) or video.extend,
    )
    return {"JobId": job.job_id, "MediaId": video.video_id}
