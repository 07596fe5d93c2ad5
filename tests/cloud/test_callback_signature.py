from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qulive.aliyun.signature import BadSignature, auth_key, md5, verify_callback

# contract/vod.md §D: the documentation's own example.
URL, STAMP, KEY = "https://www.example.com/your/callback", "1519375990", "test123"
SIGNATURE = "c72b60894140fa98920f1279219b7ed4"
NOW = datetime.fromtimestamp(int(STAMP), UTC)


def verify(**changes: Any) -> None:
    facts: dict[str, Any] = {"url": URL, "timestamp": STAMP, "signature": SIGNATURE}
    facts |= {"keys": [KEY], "now": NOW, "max_age": timedelta(minutes=5), **changes}
    verify_callback(**facts)


def test_vods_own_example_counts() -> None:
    verify()


@pytest.mark.parametrize("seconds", [-300, -1, 0, 1, 300])
def test_it_counts_for_five_minutes_in_both_directions(seconds: int) -> None:
    verify(now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_then_it_counts_no_more(seconds: int) -> None:
    with pytest.raises(BadSignature, match="too far from now"):
        verify(now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("keys", [[KEY, "new"], ["old", KEY], ["old", KEY, "new"]])
def test_any_of_several_keys_will_do(keys: list[str]) -> None:
    verify(keys=keys)


@pytest.mark.parametrize("keys", [[], ["test1234"], ["Test123"], [""]])
def test_another_key_will_not(keys: list[str]) -> None:
    with pytest.raises(BadSignature, match="None of our keys"):
        verify(keys=keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"url": f"{URL}/"},
        {"url": URL.replace("https", "http")},
        {"signature": ""},
        {"signature": SIGNATURE.upper()},
        {"signature": f"{SIGNATURE} "},
        {"signature": "é" * 32},
        {"timestamp": "1519375991"},
    ],
)
def test_it_covers_the_url_and_the_time(changes: dict[str, str]) -> None:
    with pytest.raises(BadSignature, match="None of our keys"):
        verify(**changes)


@pytest.mark.parametrize(
    "stamp", ["", "now", "151937599", "15193759900", "-519375990", "1519375.90", "１５１９３７５９９０"]
)
def test_a_time_is_ten_digits(stamp: str) -> None:
    with pytest.raises(BadSignature, match="not a UNIX time"):
        verify(timestamp=stamp)


def test_a_url_is_signed_by_its_path() -> None:
    signed = auth_key("/live/42.flv", key="secret", at=NOW)

    assert signed == f"{STAMP}-0-0-" + md5(f"/live/42.flv-{STAMP}-0-0-secret")
