"""Whoever has the key may write anything: nothing of it breaks the server, or a row."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.models import Receipt
from tests.callbacks import bodies
from tests.callbacks.conftest import Tell
from tests.videos.rows import BUDGET, fresh, rolled_back
from videos.models import Video

ID = "0123456789abcdef"
EVENTS = [
    bodies.file_upload(ID, after=100),
    bodies.analysis(ID),
    bodies.snapshot(ID),
    bodies.stream_transcode(ID, bodies.stream("job-1")),
    bodies.transcode(ID, [bodies.stream("job-1")]),
    bodies.review(ID),
    bodies.audit(ID),
    bodies.deletion(ID),
    bodies.image_upload(),
]
ODD: dict[str, Any] = {
    "null": None,
    "NUL": "a\x00b",
    "a lone surrogate": "\ud800x",
    "a long text": "x" * 5000,
    "a huge number": 10**400,
    "a large number": 2**63,
    "infinity": float("inf"),
    "not a number": float("nan"),
    "a list": [1, [2]],
    "an object": {"a": {"b": 1}},
    "a list of odd rows": [None, 1, "x", {}, {"JobId": []}, {"SnapshotCount": 1e300, "SnapshotRegular": {}}],
    "text that is a deep list": "[" * 100_000,
    "text that is a huge number": "9" * 5000,
    "a surrogate in JSON in a text": '{"Suggestion":"\\ud800","Label":"\\u0000"}',
}


@pytest.fixture
def known(video: Video) -> Video:
    Video.objects.update(vod_id=ID)
    return fresh(video)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_any_field_may_hold_anything(tell: Tell, known: Video, odd: Any) -> None:
    for event in EVENTS:
        for name in event:
            assert tell({**event, name: odd}) == 200, (event["EventType"], name)

    known.refresh_from_db()
    known.full_clean(exclude=["reviewed_by"])


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_any_nested_field_may_hold_anything(tell: Tell, known: Video, odd: Any) -> None:
    for name in bodies.stream("job-1"):
        assert tell(bodies.transcode(ID, [{**bodies.stream("job-1"), name: odd, "Status": "success"}])) == 200
    snapshot = bodies.snapshot(ID)
    for name in snapshot["SnapshotInfos"][0]:
        rows = [{**snapshot["SnapshotInfos"][0], name: odd}]
        assert tell({**snapshot, "SnapshotInfos": rows}) == 200
    for name in ("Suggestion", "Label"):
        assert tell({**bodies.review(ID), "Data": {"Suggestion": "block", name: odd}}) == 200


@pytest.mark.parametrize("depth", [100, 700, 800, 850, 900, 930, 950, 970, 990, 2000, 100_000])
@pytest.mark.parametrize("name", ["EventType", "VideoId", "Data"])
def test_a_deep_nest_is_no_trouble(tell: Tell, known: Video, name: str, depth: int) -> None:
    fields = json.dumps({**bodies.review(ID), name: "{nest}"})
    body = fields.replace('"{nest}"', "[" * depth + "]" * depth).encode()

    assert tell(body) in (200, 400)


def test_a_megabyte_is_taken(tell: Tell, known: Video) -> None:
    assert tell({**bodies.review(ID), "Extend": "x" * 2**20}) == 200
    assert fresh(known).review == "success"


def test_more_than_the_server_takes_is_refused(tell: Tell) -> None:
    assert tell({**bodies.review(ID), "Extend": "x" * 3 * 2**20}) == 413
    assert not Receipt.objects.exists()


def test_a_hundred_pictures_are_enough(tell: Tell, known: Video) -> None:
    tell(bodies.snapshot(ID, count=10**9))

    assert known.snapshots.count() == 100


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@BUDGET
@given(
    event=st.sampled_from(EVENTS),
    changes=st.lists(st.tuples(st.integers(0, 12), json_values), max_size=4),
)
def test_no_event_breaks_the_server(
    tell: Tell, known: Video, event: bodies.Body, changes: list[tuple[int, Any]]
) -> None:
    names = list(event)
    odd = {names[number % len(names)]: value for number, value in changes}

    with rolled_back():
        assert tell({**event, **odd}) == 200


@BUDGET
@given(body=st.binary(max_size=60))
def test_no_bytes_break_the_server(tell: Tell, body: bytes) -> None:
    with rolled_back():
        assert tell(body) in (200, 400)
