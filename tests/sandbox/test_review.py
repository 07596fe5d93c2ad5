from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox import faults, times, worker
from tests.sandbox.conftest import Sdk, events

Upload = Callable[..., str]
Review = Callable[..., Any]


@pytest.fixture
def review(sdk: Sdk, uploaded: Upload) -> Review:
    """Have a video reviewed by the machine, and return the event's verdict."""

    def of(**parameters: str) -> Any:
        video_id = uploaded(TemplateGroupId="VOD_NO_TRANSCODE", **parameters)
        sdk("SubmitAIMediaAuditJob", MediaId=video_id)
        worker.run_due()
        (event,) = events("AIMediaAuditComplete")
        return event["Data"]

    return of


@pytest.mark.parametrize(
    ("parameters", "suggestion", "label", "module"),
    [
        ({"Title": "A cat"}, "pass", "normal", ""),
        ({"Title": "A cat sandbox:block"}, "block", "porn", "text-title"),
        ({"Title": "Terrorism today"}, "block", "terrorism", "text-title"),
        ({"Title": "SANDBOX:REVIEW"}, "review", "porn", "text-title"),
        ({"Title": "A cat", "Description": "no violence"}, "review", "terrorism", "text-title"),
        ({"Title": "sandbox:review sandbox:block"}, "block", "porn", "text-title"),
        ({"Title": "sandbox:pass sandbox:block"}, "pass", "normal", ""),
        ({"Title": "nonviolences"}, "pass", "normal", ""),
    ],
)
def test_words_decide(
    review: Review, parameters: dict[str, str], suggestion: str, label: str, module: str
) -> None:
    data = review(**parameters)

    assert (data["Suggestion"], data["Label"], data["AbnormalModules"]) == (suggestion, label, module)
    (text,) = data["TextResult"]
    assert (text["Suggestion"], text["Label"], text["Content"]) == (suggestion, label, parameters["Title"])
    assert data["VideoResult"]["Suggestion"] == data["ImageResult"][0]["Suggestion"] == "pass"


def test_the_operators_default_decides_on_the_rest(review: Review) -> None:
    faults.switch(review_default="block")
    data = review(Title="A cat")

    assert (data["Suggestion"], data["Label"], data["AbnormalModules"]) == ("block", "porn", "video")
    assert data["VideoResult"]["PornResult"]["Suggestion"] == "block"
    assert data["VideoResult"]["TerrorismResult"]["Suggestion"] == "pass"
    assert data["TextResult"][0]["Suggestion"] == "pass"


def test_what_cannot_be_seen_cannot_be_reviewed(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(b"junk", TemplateGroupId="VOD_NO_TRANSCODE")
    answer = sdk("SubmitAIMediaAuditJob", MediaId=video_id)
    worker.run_due()

    (event,) = events("AIMediaAuditComplete")
    assert (event["Status"], event["JobId"]) == ("fail", answer["JobId"])
    assert event["Message"] == "There are no mp4 headers in the file."
    assert "Data" not in event


def test_its_time_has_milliseconds_behind_a_colon() -> None:
    moment = datetime(2022, 10, 20, 10, 29, 46, 540_999, UTC)

    assert times.iso_milliseconds(moment) == "2022-10-20T10:29:46:540Z"


def test_the_verdict_can_be_asked_for_once_it_is_there(sdk: Sdk, uploaded: Upload) -> None:
    video_id = uploaded(TemplateGroupId="VOD_NO_TRANSCODE", Title="sandbox:block")
    assert sdk("GetMediaAuditResult", MediaId=video_id)["MediaAuditResult"] == {}

    sdk("SubmitAIMediaAuditJob", MediaId=video_id)
    worker.run_due()
    (event,) = events("AIMediaAuditComplete")
    assert sdk("GetMediaAuditResult", MediaId=video_id)["MediaAuditResult"] == event["Data"]
