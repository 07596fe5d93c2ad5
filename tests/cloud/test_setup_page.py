"""docs/vod-setup.md grants what the code calls, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

from qulive.aliyun.sts import POLICY

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs/vod-setup.md").read_text()
CALL = re.compile(r'client\.(?:read|write)\(\s*"vod",\s*"(\w+)"')


def actions(policy: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for statement in policy["Statement"]:
        action = statement["Action"]
        found |= {action} if isinstance(action, str) else set(action)
    return found


USER, ROLE = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def test_the_users_policy_is_what_the_code_calls() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "qulive/aliyun").rglob("*.py"))
    called = {f"vod:{name}" for name in CALL.findall(sources)}

    assert len(called) > 12
    assert actions(USER) == called | {"sts:AssumeRole"}


def test_the_roles_policy_is_what_apps_get() -> None:
    assert actions(ROLE) == actions(POLICY)
