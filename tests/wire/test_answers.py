"""Every documented operation answers just these keys, with these types.

The document's tables and samples, plus what real apps read although no document says so.
"""

from typing import Any

import pytest

from accounts.models import User
from tests.app import App
from tests.materials.rows import a_caption, a_font, a_front_sticker, a_sticker, an_mv
from tests.music.rows import a_track
from tests.wire.shapes import ints, shape, texts
from videos.models import Video

ENVELOPE = texts("result", "requestId", "code", "message")

# Both spellings: the document's table says the one, its sample the other.
STS = texts("accessKeyId", "accessKeySecret", "securityToken", "expiration", "Expiration")
UPLOAD = texts("uploadAddress", "uploadAuth")
VIDEO_UPLOAD = UPLOAD | texts("videoId")
IMAGE_UPLOAD = UPLOAD | texts("imageId", "imageURL")
PLAY = texts("videoId", "playAuth", "coverURL", "duration")
SIGNED_IN = texts(
    *("id", "userId", "token", "nickName", "avatar", "avatarUrl", "gmtCreate", "gmtModified"),
    *("pushUrl", "playFlv", "playHls"),
)
VIDEO = {
    **texts("id", "videoId", "title", "description", "coverUrl", "creationTime", "status", "firstFrameUrl"),
    **texts("cateName", "tags", "shareUrl", "fileUrl", "problem"),
    **texts("transcodeStatus", "snapshotStatus", "censorStatus", "narrowTranscodeStatus"),
    **ints("size", "cateId"),
    "duration": "double",
    "user": texts("userId", "userName", "avatarUrl"),
}
VIDEOS = {"total": "int", "videoList": [VIDEO]}
LIVES = {"total": "int", "liveList": []}
DEMO_VIDEO = {
    **texts("videoId", "title", "tags", "status", "description", "coverUrl", "cateName", "fileUrl"),
    **texts("createTime", "modifyTime", "creationTime", "modificationTime", "storageLocation"),
    **ints("size", "cateId"),
    "duration": "double",
}
DEMO_VIDEOS = {"total": "int", "videoList": [DEMO_VIDEO]}
STREAM = {
    **texts("playURL", "definition", "format", "bitrate", "fps", "duration", "jobId", "status", "streamType"),
    **ints("width", "height", "size", "encrypt"),
}
PLAY_INFO = {
    "requestId": "text",
    "videoBase": texts("videoId", "title", "duration", "coverURL", "status", "creationTime", "mediaType"),
    "playInfoList": [STREAM],
}
CATEGORY = ints("id", "level", "sort", "type") | texts("icon", "description", "name", "preview", "createTime")
PACKAGE = {
    **ints("id", "mediaId", "duration", "sort", "aspect", "type", "fontId"),
    **texts("icon", "url", "preview", "name", "desc", "createTime"),
}
MV = {
    **ints("id", "duration", "level", "sort"),
    **texts("previewPic", "previewMp4", "icon", "name", "createTime"),
    "aspectList": [{"aspect": "int", "download": "text", "md5": "text"}],
}
FONT = ints("id", "level", "sort") | texts("name", "banner", "icon", "url")
MUSIC = {
    "total": "text",
    "musicList": [texts("musicId", "title", "artistName", "duration", "source", "image")],
}

CAT = {"title": "Cat", "fileName": "cat.mp4"}
PAGE = {"pageIndex": "1", "pageSize": "10"}

OPERATIONS: list[tuple[str, str, dict[str, str], Any]] = [
    ("GET", "/vod/getSts", {}, STS),
    ("GET", "/vod/getVideoUploadAuth", CAT, VIDEO_UPLOAD),
    ("GET", "/vod/refreshVideoUploadAuth", {"videoId": "{started}"}, UPLOAD),
    ("GET", "/vod/getImageUploadAuth", {"imageType": "cover"}, IMAGE_UPLOAD),
    ("GET", "/vod/getVideoPlayAuth", {"videoId": "{public}"}, PLAY),
    ("GET", "/demo/getSts", {}, STS),
    ("GET", "/demo/getVideoUploadAuth", CAT, VIDEO_UPLOAD),
    ("GET", "/demo/refreshVideoUploadAuth", {"videoId": "{started}"}, UPLOAD),
    ("GET", "/demo/getVideoPlayAuth", {"videoId": "{public}"}, PLAY),
    ("GET", "/demo/getImageUploadAuth", {"imageType": "default"}, IMAGE_UPLOAD),
    ("GET", "/user/login", {"username": "nora", "password": "correct-horse-7"}, SIGNED_IN),
    ("GET", "/user/register", {"username": "mia", "password": "correct-horse-7"}, SIGNED_IN),
    ("POST", "/user/updateUser", {"userId": "{user}", "nickname": "Ally"}, {}),
    ("GET", "/user/randomUser", {}, SIGNED_IN),
    ("POST", "/vod/videoPublish", {"videoId": "{started}"}, VIDEO),
    ("GET", "/vod/getRecommendVideoList", PAGE, VIDEOS),
    ("GET", "/vod/getPersonalVideoList", PAGE, VIDEOS),
    ("POST", "/vod/deleteVideoById", {"videoId": "{public}", "userId": "{user}"}, "null"),
    ("GET", "/music/getRecommendMusic", {"pageNo": "1", "pageSize": "10"}, MUSIC),
    ("GET", "/music/getPlayPath", {"musicId": "Q10001"}, texts("playPath", "expireTime")),
    ("GET", "/resource/getPasterInfo", {}, [CATEGORY]),
    ("GET", "/resource/getPasterList", {"pasterId": "84", "type": "1"}, [PACKAGE]),
    ("GET", "/resource/getFrontPasterList", {}, [PACKAGE]),
    ("GET", "/resource/getTextPaster", {}, [CATEGORY]),
    ("GET", "/resource/getTextPasterList", {"textPasterId": "189"}, [PACKAGE]),
    ("GET", "/resource/getMv", {}, [MV]),
    ("GET", "/resource/getFont", {"fontId": "52"}, FONT),
    ("GET", "/resource/getFont", {}, [FONT]),
    # Not documented, but the apps call them.
    ("GET", "/resource/getMotionFilter", {}, []),
    ("GET", "/resource/getTransitions", {}, []),
    ("GET", "/vod/getRecommendLiveList", PAGE, LIVES),
    ("GET", "/demo/getVideoList", {"cateId": "1000025282"}, DEMO_VIDEOS),
    ("GET", "/vodVideo/getVideoById", {"videoId": "{public}"}, PLAY_INFO),
]


@pytest.fixture
def ids(alice: User, started: Video, public: Video) -> dict[str, str]:
    """One of everything, and the ids that only now are known."""
    User.objects.create_user("nora", password="correct-horse-7")
    a_sticker(category=84)
    a_caption(category=189, font=a_font(52))
    a_front_sticker()
    an_mv()
    a_track(music_id="Q10001")
    return {"user": alice.user_id, "started": started.vod_id, "public": public.vod_id}


@pytest.mark.parametrize(("method", "path", "parameters", "expected"), OPERATIONS)
def test_an_operation_answers_its_documented_keys_and_types(
    alice_app: App, ids: dict[str, str], method: str, path: str, parameters: dict[str, str], expected: Any
) -> None:
    send = alice_app.get if method == "GET" else alice_app.post
    answer = send(path, **{name: value.format_map(ids) for name, value in parameters.items()})

    assert shape(answer.body) == {**ENVELOPE, "data": expected}
    assert (answer.body["result"], answer.body["code"]) == ("true", "200")
