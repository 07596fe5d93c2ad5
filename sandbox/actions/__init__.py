"""Every action of the cloud, by product. The version in a request names the product."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sandbox.actions import audit, categories, cdn, jobs, playback, setup, sts, uploads, videos
from sandbox.rpc.call import Call

VERSIONS: Final[Mapping[str, str]] = {"2017-03-21": "vod", "2015-04-01": "sts"}

ACTIONS: Final[Mapping[str, Mapping[str, Callable[[Call], dict[str, Any]]]]] = {
    "vod": {
        "CreateUploadVideo": uploads.create_video,
        "RefreshUploadVideo": uploads.refresh_video,
        "CreateUploadImage": uploads.create_image,
        "GetVideoPlayAuth": playback.play_auth,
        "GetPlayInfo": playback.play_info,
        "GetVideoInfo": videos.info,
        "GetVideoInfos": videos.infos,
        "UpdateVideoInfo": videos.update,
        "DeleteVideo": videos.delete,
        "CreateAudit": audit.create,
        "GetMediaAuditResult": audit.result,
        "SubmitAIMediaAuditJob": jobs.submit_review,
        "SubmitTranscodeJobs": jobs.submit_transcode,
        "SubmitSnapshotJob": jobs.submit_snapshot,
        "GetCategories": categories.get,
        "AddCategory": categories.add,
        "PreloadVodObjectCaches": cdn.preload,
        "GetMessageCallback": setup.message_callback,
        "GetTranscodeTemplateGroup": setup.template_group,
        "DescribeVodUserDomains": setup.domains,
        "DescribeVodDomainConfigs": setup.domain_configs,
    },
    "sts": {"AssumeRole": sts.assume_role, "GetCallerIdentity": sts.caller_identity},
}
