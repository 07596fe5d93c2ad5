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
    assert environment.host({"HOST": ""}) == "127.0.0.1"
    assert environment.folder({"VAR": ""}) == environment.ROOT / "var"


def test_a_relative_folder_counts_from_the_repository() -> None:
    assert environment.folder({"VAR": "data"}) == environment.ROOT / "data"


def test_every_interface_is_reached_by_loopback() -> None:
    assert environment.address({"HOST": "0.0.0.0"}, "8001") == "http://127.0.0.1:8001"  # noqa: S104
    assert environment.address({"HOST": "10.0.0.7"}, "8001") == "http://10.0.0.7:8001"
