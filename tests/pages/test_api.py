"""docs/api.md: every operation with its parameters, and every example answers as the page says."""

import os
import re
import shutil
import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from qulive.api.views import NoParameters
from sandbox import worker as cloud_worker
from tests import inprocess
from tests.abuse.routes import methods, operations, routes
from tests.conftest import Work
from tests.pages.examples import PAGE, examples, is_upload, play_through, upload
from tests.pages.reading import text_of
from videos import demo

SECTION = re.compile(r"^### ([A-Z]+)(?: or (POST))? `(/\S+)`(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \| (yes)? ?\|", re.MULTILINE)
SECTIONS = {path: (spoken, rest) for *spoken, path, rest in SECTION.findall(text_of(PAGE))}


@pytest.fixture
def laptop(
    live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> str:
    """What `make run` has: the server, the sandbox, demo data."""
    settings.DEBUG = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VOD_CALLBACK_URL = settings.SANDBOX_CALLBACK_URL = f"{live_server.url}/vodcallback/callback"
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _seconds: cloud_worker.run_due())
    monkeypatch.setattr(demo, "time", clock)
    call_command("seed_demo", verbosity=0)
    return str(live_server.url)


@pytest.mark.skipif(
    not shutil.which("curl") and os.environ.get("CI") != "true", reason="There is no curl on this machine."
)
def test_every_example_answers_as_the_page_says(laptop: str, work: Work) -> None:
    def settle(answer: Any) -> None:
        if is_upload(answer):
            upload(answer["data"], inprocess.oss_session())
        work()

    for example, answer in play_through({"API": laptop}, settle):
        assert example.told_by(answer), (example.command, answer)


def test_every_operation_has_an_example() -> None:
    asked = {path for example in examples() for path in example.paths}

    assert set(operations()) <= asked


def test_every_operation_has_a_section_with_its_methods() -> None:
    spoken = {path: {name.lower() for name in names if name} for path, (names, _rest) in SECTIONS.items()}

    assert spoken == {path: methods(path) for path in operations()}


def test_every_section_has_the_parameters_of_its_operation() -> None:
    for path in operations():
        # What /demo has is said once, at its twin with a token.
        sections = [SECTIONS[one][1] for one in (path, path.replace("/demo/", "/vod/")) if one in SECTIONS]
        told = next((rows for section in sections if (rows := ROW.findall(section))), [])
        assert dict(told) == parameters(path), path


def parameters(path: str) -> dict[str, str]:
    view: Any = routes()[path]
    fields = getattr(view.cls, "input", NoParameters)().fields
    return {name: "yes" if field.required else "" for name, field in fields.items()}
