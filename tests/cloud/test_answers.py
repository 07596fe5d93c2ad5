"""How an app hears of the cloud's trouble."""

import io

import pytest

from tests.api.conftest import log
from tests.app import App
from tests.cloud.conftest import Broken, refusal
from videos.models import Video

__all__ = ["log"]

UPLOAD = {"title": "Cat", "fileName": "cat.mp4"}


@pytest.mark.parametrize(
    ("status", "body", "code", "sentence"),
    [
        (400, refusal("Throttling.User"), "503", "The video service is busy. Please try again in a moment."),
        (503, b"<html>", "503", "The video service is busy. Please try again in a moment."),
        (200, b"{}", "503", "The video service is busy. Please try again in a moment."),
        (
            403,
            refusal("OperationDenied.Suspended"),
            "502",
            "The video service could not do this. Please try again later.",
        ),
    ],
)
def test_trouble_is_a_sentence_with_a_code(
    stranger: App, broken: Broken, status: int, body: bytes, code: str, sentence: str
) -> None:
    broken(status=status, body=body)

    answer = stranger.get("/demo/getVideoUploadAuth", **UPLOAD)
    assert (answer.status, answer.ok, answer.code) == (200, False, code)
    assert (answer.message, answer.data) == (sentence, None)
    assert answer.http.headers["Cache-Control"] == "no-store"


def test_without_a_credential_no_row_is_born(stranger: App, broken: Broken) -> None:
    broken(status=503)
    stranger.get("/demo/getVideoUploadAuth", **UPLOAD)

    assert not Video.objects.exists()


def test_the_log_has_the_clouds_word_and_request(stranger: App, broken: Broken, log: io.StringIO) -> None:
    broken(status=403, body=refusal("OperationDenied.Suspended", request_id="7A1B"))
    stranger.get("/demo/getVideoUploadAuth", **UPLOAD)

    assert "CreateUploadVideo: OperationDenied.Suspended (its request 7A1B)" in log.getvalue()


def test_a_failed_credential_is_not_kept(stranger: App, broken: Broken) -> None:
    wires = broken(status=503, body=refusal("ServiceUnAvailable"))

    assert stranger.get("/demo/getSts").code == "503"
    assert stranger.get("/demo/getSts").code == "503"
    assert len(wires.urls) == 2
