import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SCRIPT = """
import sys
import qulive.wsgi
from django.test import Client
answer = Client().get("/resource/getMotionFilter", HTTP_HOST="localhost").json()
assert answer["code"] == "200", answer
print([name for name in sys.modules if name.startswith(("aliyunsdk", "oss2", "sandbox"))])
"""


def test_a_server_starts_and_answers_without_the_sdk(tmp_path: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qulive.settings", "VAR": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT]
    run = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True, timeout=30
    )

    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr
