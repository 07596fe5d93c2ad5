import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from sandbox import environment


@pytest.mark.parametrize("name", ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_ID"])
def test_it_does_not_start_beside_a_real_key(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.refuse_real_keys({name: "LTAI5t"})


@pytest.mark.parametrize("key", ["", "sandbox-key-id"])
def test_its_own_key_is_fine(key: str) -> None:
    environment.refuse_real_keys({"ALIBABA_CLOUD_ACCESS_KEY_ID": key})


def test_an_empty_variable_is_no_variable() -> None:
    assert environment.host({"HOST": ""}) == environment.host({"HOST": "localhost"}) == "127.0.0.1"
    assert environment.folder({"VAR": ""}) == environment.ROOT / "var"


def test_a_relative_folder_counts_from_the_repository() -> None:
    assert environment.folder({"VAR": "data"}) == environment.ROOT / "data"


def test_every_interface_is_reached_by_loopback() -> None:
    assert environment.address({"HOST": "0.0.0.0"}, "8001") == "http://127.0.0.1:8001"  # noqa: S104
    assert environment.address({"HOST": "10.0.0.7"}, "8001") == "http://10.0.0.7:8001"


def test_events_go_where_the_appserver_listens() -> None:
    """On one address of the machine alone, loopback would not reach it."""
    script = "from sandbox import settings; print(settings.SANDBOX_CALLBACK_TARGET)"
    run = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script],
        cwd=environment.ROOT,
        env={"PATH": os.environ["PATH"], "HOST": "10.0.0.7", "PORT": "8100", "SANDBOX_CALLBACK_TARGET": ""},
        capture_output=True,
        check=True,
        text=True,
    )

    assert run.stdout.strip() == "http://10.0.0.7:8100/vodcallback/callback"
