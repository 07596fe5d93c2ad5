"""The units are good, and what they start exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent.parent
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
TEXT = "\n".join(unit.read_text() for unit in UNITS)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_them(tmp_path: Path) -> None:
    for unit in UNITS:
        # Where this machine has what the units start.
        here = unit.read_text().replace("/opt/qulive/.venv", sys.prefix).replace("/opt/qulive", str(ROOT))
        (tmp_path / unit.name).write_text(here)
    for template in list(tmp_path.glob("*@.service")):
        template.rename(str(template).replace("@.", "@prune."))

    units = [str(unit) for unit in tmp_path.iterdir()]
    verify = ["systemd-analyze", "verify", "--man=no", *units]
    verified = subprocess.run(verify, check=False, capture_output=True, text=True)
    ours = [line for line in verified.stderr.splitlines() if "qulive" in line]
    assert (verified.returncode, ours) == (0, []), verified.stderr


def test_every_command_is_one_of_ours() -> None:
    commands = re.findall(r"manage\.py (\w+)", TEXT) + re.findall(
        r"qulive-command@(\w+)\.service$", TEXT, re.MULTILINE
    )

    assert {"task_worker", "reconcile_videos", "expire_uploads", "prune", "replay_callbacks"} <= set(commands)
    assert set(commands) <= set(get_commands())
