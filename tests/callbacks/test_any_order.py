"""VOD promises no order, delivers twice and drops: the law of the states holds whatever comes when."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from tests.callbacks import bodies
from tests.callbacks.bodies import Body
from tests.callbacks.conftest import Tell
from tests.videos.rows import BUDGET, SMALL_BUDGET, a_rendition, fresh, rolled_back
from videos.models import Recommendation, Rendition, Video
from videos.review import person_decides
from videos.states import Review

ID = "0123456789abcdef"

LOW, HIGH = bodies.stream("job-ld", "LD"), bodies.stream("job-hd", "HD")
BROKEN = bodies.stream("job-hd", succeeded=False)

UPLOAD = [bodies.file_upload(ID), bodies.analysis(ID)]
SNAPSHOTS = [bodies.snapshot(ID), bodies.snapshot(ID, count=8, after=11)]
PASSED = [bodies.review(ID), bodies.audit(ID)]
BLOCKED = [bodies.review(ID, "block"), bodies.audit(ID, "Blocked", reason="porn")]
TRANSCODED = [
    bodies.stream_transcode(ID, LOW),
    bodies.stream_transcode(ID, HIGH, after=25),
    bodies.transcode(ID, [LOW, HIGH]),
]

# The events of one video's life, in order.
LIVES = {
    "all is well": [*UPLOAD, *SNAPSHOTS, *PASSED, *TRANSCODED],
    "transcoded before it is blocked": [*UPLOAD, *SNAPSHOTS, *TRANSCODED, *BLOCKED],
    "decided in VOD's console": [
        *UPLOAD,
        *SNAPSHOTS,
        bodies.review(ID, "review"),
        bodies.audit(ID, after=40),
        *TRANSCODED,
    ],
    "one stream is broken": [
        *UPLOAD,
        *SNAPSHOTS,
        *PASSED,
        bodies.stream_transcode(ID, LOW),
        bodies.stream_transcode(ID, BROKEN, after=25),
        bodies.transcode(ID, [LOW, BROKEN]),
    ],
    "all is broken": [
        *UPLOAD,
        bodies.snapshot(ID, succeeded=False),
        *PASSED,
        bodies.stream_transcode(ID, BROKEN),
        bodies.transcode(ID, [BROKEN]),
    ],
    "a failed round, then a good one": [
        *UPLOAD,
        *SNAPSHOTS,
        *PASSED,
        bodies.transcode(ID, [bodies.stream("job-old", succeeded=False)]),
        *TRANSCODED,
    ],
    "a good round, then a failed one": [
        *UPLOAD,
        *PASSED,
        bodies.transcode(ID, [bodies.stream("job-old", "4K")]),
        bodies.stream_transcode(ID, BROKEN),
        bodies.transcode(ID, [BROKEN]),
    ],
}
IN_ROUNDS = {name for name in LIVES if "round" in name}

SECOND_UPLOAD = bodies.file_upload(ID, after=100, file="second", size=7)
NEW = bodies.stream("job-new", "SD")
SECOND_LIFE = [
    bodies.snapshot(ID, after=110),
    bodies.snapshot(ID, count=8, after=111),
    bodies.review(ID, job_id="review-2", after=115),
    bodies.audit(ID, after=116),
    bodies.stream_transcode(ID, NEW, after=120),
    bodies.transcode(ID, [NEW], after=130),
]
# What was under way when the second file came, and ends after it.
LATE = [
    bodies.review(ID, after=101),
    bodies.stream_transcode(ID, LOW, after=102),
    bodies.transcode(ID, [LOW, BROKEN], after=103),
]


InOrder = Callable[..., dict[str, Any]]


@pytest.fixture
def in_order(tell: Tell, video: Video) -> InOrder:
    """How a life ends when its events come in order."""

    @cache
    def end(life: str, *, ordered: bool) -> dict[str, Any]:
        with rolled_back():
            begin(video, life, ordered=ordered)
            return end_of(tell, LIVES[life])

    return end


@st.composite
def deliveries(draw: st.DrawFn, events: list[Body], *, dropping: bool = False) -> list[Body]:
    """These events in any order, some of them again: to the letter, or in other words."""
    if dropping:
        events = [event for event in events if draw(st.booleans())]
    some = st.lists(st.sampled_from(events), max_size=3) if events else st.just([])
    reworded = [{**event, "Extend": "again"} for event in draw(some)]
    return draw(st.permutations([*events, *draw(some), *reworded]))


def begin(video: Video, life: str = "", *, ordered: bool = True) -> None:
    """Have all of it ordered, in the second round where a life has two; or publish just before."""
    round_ = int(life in IN_ROUNDS)
    Video.objects.filter(pk=video.pk).update(vod_id=ID, transcode_round=round_)
    if not ordered:
        Video.objects.update(uploaded_at=None, status="Uploading", review_job="", snapshot="", transcode="")
    if ordered or round_:
        a_rendition(video, "job-old", round=0, state="onTranscode", url="")
        for job_id in ("job-ld", "job-hd"):
            a_rendition(video, job_id, round=round_, state="onTranscode", url="")


def order_again(video: Video) -> None:
    """What our own tasks write down after a second upload."""
    a_rendition(video, "job-new", round=1, state="onTranscode", url="")
    Video.objects.update(review_job="review-2", transcode="onTranscode", snapshot="onSnapshot")


def deliver(tell: Tell, events: list[Body]) -> Iterator[Video]:
    """Deliver events; after each comes the row."""
    for event in events:
        assert tell(event) == 200
        yield Video.objects.get(vod_id=ID)


def end_of(tell: Tell, events: list[Body]) -> dict[str, Any]:
    """Deliver events; return everything that they left."""
    for _ in deliver(tell, events):
        pass
    video = Video.objects.get(vod_id=ID)
    row = Video.objects.values().get()
    return {
        # When it was decided depends on when we hear of it.
        "row": {**row, "reviewed_at": row["reviewed_at"] is not None},
        "renditions": list(
            video.renditions.filter(round=video.transcode_round)
            .order_by("job_id")
            .values_list("job_id", "state", "url", "definition")
        ),
        "snapshots": list(video.snapshots.values_list("number", "url")),
        "tasks": sorted(DBTaskResult.objects.values_list("task_path", flat=True)),
    }


@BUDGET
@given(data=st.data(), life=st.sampled_from(sorted(LIVES)), ordered=st.booleans())
def test_the_end_is_the_same_in_any_order(
    tell: Tell, video: Video, in_order: InOrder, data: st.DataObject, life: str, *, ordered: bool
) -> None:
    events = data.draw(deliveries(LIVES[life]))
    expected = in_order(life, ordered=ordered)
    with rolled_back():
        begin(video, life, ordered=ordered)
        assert end_of(tell, events) == expected


@SMALL_BUDGET
@given(data=st.data(), life=st.sampled_from(sorted(LIVES)))
def test_every_single_step_is_lawful(tell: Tell, video: Video, data: st.DataObject, life: str) -> None:
    events = [*LIVES[life], SECOND_UPLOAD, *LATE]
    with rolled_back():
        begin(video, life)
        before = fresh(video)
        for after in deliver(tell, data.draw(deliveries(events, dropping=True))):
            same_round = before.transcode_round == after.transcode_round
            assert not (same_round and (before.transcode, after.transcode) == ("success", "fail"))
            assert not (same_round and before.review in ("success", "fail") and after.review != before.review)
            assert after.transcode_round >= before.transcode_round
            assert after.uploaded_at is not None
            before = after


@SMALL_BUDGET
@given(data=st.data(), verdict=st.sampled_from([Review.APPROVED, Review.REJECTED]))
def test_a_persons_verdict_stands(
    tell: Tell, video: Video, operator: User, data: st.DataObject, verdict: Review
) -> None:
    events = [*LIVES["all is well"], *BLOCKED]
    with rolled_back():
        begin(video)
        person_decides(ID, verdict, by=operator, reason="Mine")
        for after in deliver(tell, data.draw(deliveries(events, dropping=True))):
            assert (after.review, after.review_reason, after.reviewed_by) == (verdict, "Mine", operator)


@pytest.mark.parametrize("life", LIVES)
def test_a_duplicate_changes_nothing(tell: Tell, video: Video, life: str) -> None:
    begin(video, life)
    end = end_of(tell, LIVES[life])

    reworded = [{**event, "Extend": "again"} for event in reversed(LIVES[life])]
    assert end_of(tell, [*LIVES[life], *reworded]) == end


@SMALL_BUDGET
@given(data=st.data())
def test_after_a_second_upload_the_first_files_events_change_nothing(
    tell: Tell, video: Video, data: st.DataObject
) -> None:
    life = [*LIVES["all is well"], *LATE]
    early = data.draw(deliveries(life, dropping=True))
    late = data.draw(deliveries(life, dropping=True))
    with rolled_back():
        begin(video)
        Recommendation.objects.create(video=video, position=1)
        *_, replaced = deliver(tell, [*early, SECOND_UPLOAD])
        assert (replaced.review, replaced.transcode, replaced.status) == ("onCensor", "", "UploadSucc")

        for after in deliver(tell, late):
            assert row(after) == row(replaced)
            assert not Recommendation.objects.shown(at=bodies.START).exists()


@SMALL_BUDGET
@given(data=st.data())
def test_the_second_file_ends_as_if_it_were_the_first(tell: Tell, video: Video, data: st.DataObject) -> None:
    first = data.draw(deliveries([*LIVES["all is well"], *LATE], dropping=True))
    leftovers = data.draw(deliveries([*UPLOAD, *TRANSCODED, *LATE], dropping=True))
    with rolled_back():
        begin(video)
        *_, _replaced = deliver(tell, [*first, SECOND_UPLOAD])
        order_again(video)
        *_, end = deliver(tell, data.draw(st.permutations([*SECOND_LIFE, *leftovers])))

        assert (end.review, end.transcode, end.snapshot, end.status) == (
            "success",
            "success",
            "success",
            "Normal",
        )
        assert end.file_url == NEW["FileUrl"]
        assert end.first_frame_url == end.cover_url == f"{bodies.CDN}/{ID}/covers/1-110-00001.jpg"
        assert [one.job_id for one in Rendition.objects.playable()] == ["job-new"]


def row(video: Video) -> dict[str, Any]:
    return {field.attname: getattr(video, field.attname) for field in Video._meta.concrete_fields}
