"""How many statements each operation and each event takes, so that nobody makes it more by accident."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.abuse.routes import methods, operations
from tests.app import Answer, App
from tests.callbacks import bodies
from tests.callbacks.conftest import Tell, post, tell
from tests.materials.rows import a_font, an_mv
from tests.music.rows import a_track
from tests.videos.rows import a_draft, a_video, recommended

__all__ = ["post", "tell"]  # fixtures of theirs that are ours too

# What `videoId` stands for: Alice's videos.
COSTS: dict[str, list[tuple[int, dict[str, Any]]]] = {
    "/demo/getImageUploadAuth": [(0, {"imageType": "cover"})],
    "/demo/getSts": [(0, {})],
    "/demo/getVideoList": [(2, {})],  # the total of a thousand at most, the page
    "/demo/getVideoPlayAuth": [(1, {"videoId": "public"})],
    "/demo/getVideoUploadAuth": [(1, {"title": "Cat", "fileName": "cat.mp4"})],
    "/demo/refreshVideoUploadAuth": [(1, {"videoId": "missing"})],
    "/music/getPlayPath": [(1, {"musicId": "Q100"})],
    "/music/getRecommendMusic": [(2, {})],  # the total, the page
    "/resource/getFont": [(1, {"fontId": 52}), (1, {})],
    "/resource/getFrontPasterList": [(1, {})],
    "/resource/getMotionFilter": [(0, {})],
    "/resource/getMv": [(2, {})],  # the MVs, their shapes
    "/resource/getPasterInfo": [(1, {})],
    "/resource/getPasterList": [(1, {"pasterId": 1})],
    "/resource/getTextPaster": [(1, {})],
    "/resource/getTextPasterList": [(1, {"textPasterId": 1})],
    "/resource/getTransitions": [(0, {})],
    # Failures of the past, the user, its last login, failures to forget (twice), the token, older ones.
    "/user/login": [(7, {"username": "nora", "password": "correct-horse-7"})],
    "/user/randomUser": [(3, {})],
    "/user/register": [(3, {"username": "rita", "password": "correct-horse-8"})],
    "/user/updateUser": [(3, {"userId": "alice", "nickname": "Al"})],
    "/vod/deleteVideoById": [(6, {"videoId": "public"}), (3, {"videoId": "missing"})],
    "/vod/getImageUploadAuth": [(0, {"imageType": "cover"})],
    "/vod/getPersonalVideoList": [(1, {}), (2, {"pageSize": 2})],  # the page, which may tell the total
    "/vod/getRecommendLiveList": [(0, {})],
    "/vod/getRecommendVideoList": [(2, {})],  # the windows, the page
    "/vod/getSts": [(0, {})],
    "/vod/getVideoPlayAuth": [(1, {"videoId": "public"})],
    "/vod/getVideoUploadAuth": [(1, {"title": "Cat", "fileName": "cat.mp4"})],
    "/vod/refreshVideoUploadAuth": [(1, {"videoId": "draft"})],
    "/vod/videoPublish": [(3, {"videoId": "draft"}), (4, {"videoId": "missing"})],
    "/vodVideo/getVideoById": [(2, {"videoId": "public"})],  # the video, its renditions
}
# An event that changes something costs two more: it reads that the receipt is new, and writes it.
EVENTS: dict[str, tuple[int, Callable[[str], bodies.Body]]] = {
    "unknown": (0, lambda vod_id: {"EventType": "Unheard"}),
    "upload": (3, lambda vod_id: bodies.file_upload(vod_id, after=100)),
    "analysis": (2, bodies.analysis),
    "snapshot": (2, bodies.snapshot),
    "snapshots": (3, lambda vod_id: bodies.snapshot(vod_id, count=8)),
    "review": (4, bodies.review),
    "audit": (4, bodies.audit),
    "stream": (4, lambda vod_id: bodies.stream_transcode(vod_id, bodies.stream("job-1"))),
    "transcode": (5, lambda vod_id: bodies.transcode(vod_id, [bodies.stream("a"), bodies.stream("b")])),
}


@contextmanager
def counting(expected: int) -> Iterator[None]:
    """Expect so many statements: transactions aside, plans, and the local cloud's, which is in here too."""
    with CaptureQueriesContext(connection) as context:
        yield
    said = [query["sql"] for query in context.captured_queries]
    ours = [sql for sql in said if not any(word in sql for word in ("SAVEPOINT", "PREPARE", "sandbox_"))]
    assert len(ours) == expected, "\n".join(ours)


@pytest.fixture
def known_app(alice: User, alice_app: App) -> App:
    """Alice's app, whose token the worker knows by now, as it does what changed last."""
    User.objects.create_user("nora", password="correct-horse-7")
    a_track(music_id="Q100")
    a_font(pk=52)
    an_mv()
    recommended(3, alice)
    alice_app.get("/vod/getRecommendLiveList")
    return alice_app


def ask(app: App, path: str, sends: dict[str, Any]) -> Answer:
    return app.get(path, **sends) if "get" in methods(path) else app.post(path, **sends)


def test_every_operation_has_its_cost() -> None:
    assert {*COSTS, "/vodcallback/callback"} == set(operations())


@pytest.mark.parametrize(
    ("path", "cost", "sends"), [(path, *one) for path, several in COSTS.items() for one in several]
)
def test_an_operation(alice: User, known_app: App, path: str, cost: int, sends: dict[str, Any]) -> None:
    named = {"public": lambda: a_video(alice), "draft": lambda: a_draft(alice)}
    if sends.get("videoId") in named:
        sends = {**sends, "videoId": named[sends["videoId"]]().vod_id}
    if "userId" in sends:
        sends = {**sends, "userId": alice.user_id}

    with counting(cost):
        ask(known_app, path, sends)


@pytest.mark.parametrize("event", EVENTS)
def test_an_event(alice: User, tell: Tell, event: str) -> None:
    cost, body = EVENTS[event]
    under_way = {"review": "onCensor", "transcode": "onTranscode", "snapshot": "", "status": "Uploading"}
    unknown = {"uploaded_at": None, "duration": 0, "first_frame_url": "", "cover_url": ""}
    video = a_video(alice, **under_way, **unknown)

    with counting(cost + 2):
        assert tell(body(video.vod_id)) == 200
