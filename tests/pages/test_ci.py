"""What runs at GitHub is what runs anywhere: .ci/run, and nothing beside it."""

import re
import subprocess
from typing import Any

import yaml

from tests.pages.reading import ROOT

WORKFLOW: Any = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())
(JOB,) = WORKFLOW["jobs"].values()


def test_the_workflow_runs_the_script_and_nothing_else() -> None:
    assert [step["run"] for step in JOB["steps"] if "run" in step] == [".ci/run"]


def test_it_may_only_read_and_ends() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert JOB["timeout-minutes"] <= 60


def test_its_actions_keep_to_a_major_version() -> None:
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in JOB["steps"] if "uses" in step)


def test_the_script_is_one() -> None:
    subprocess.run(["/bin/bash", "-n", ROOT / ".ci" / "run"], check=True)  # noqa: S603 - our own
