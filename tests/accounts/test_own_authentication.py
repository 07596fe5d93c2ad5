import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# An operation that wants to know who asks, and needs no database to answer.
SCRIPT = """
import json, django
django.setup()
from django.test import Client

def get(**request):
    return Client().get("/vod/getRecommendLiveList", headers=request, HTTP_HOST="localhost").json()

print(json.dumps([get(), get(Authorization="Bearer stale"), get(**{"X-User": "alice"})]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What a server says that was started with a class of somebody's own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qulive.settings",
        "API_AUTHENTICATION": "tests.accounts.own_authentication.HeaderAuthentication",
        "VAR": str(tmp_path_factory.mktemp("var")),
    }
    command = [sys.executable, "-c", SCRIPT]
    run = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, capture_output=True, check=True, timeout=30
    )
    answers: list[dict[str, str]] = json.loads(run.stdout)
    return answers


def test_one_setting_names_the_class_that_authenticates(answers: list[dict[str, str]]) -> None:
    assert answers[2]["code"] == "200"


def test_our_own_tokens_count_no_more(answers: list[dict[str, str]]) -> None:
    assert [answer["code"] for answer in answers[:2]] == ["403", "403"]
    assert answers[0]["message"] == "Please log in the system!"
