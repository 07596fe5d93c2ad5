from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from qulive import aliyun
from qulive.aliyun import client
from qulive.aliyun.errors import CloudError
from tests.cloud.conftest import KEY_ID, Broken


def address_of(url: str) -> str:
    return url.partition("/?")[0]


@pytest.mark.parametrize(
    ("endpoint", "vod", "sts"),
    [
        ("", "https://vod.cn-shanghai.aliyuncs.com", "https://sts.cn-shanghai.aliyuncs.com"),
        ("vod.example.com", "https://vod.example.com", "https://vod.example.com"),
        ("https://vod.example.com", "https://vod.example.com", "https://vod.example.com"),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001", "http://127.0.0.1:8001"),
    ],
)
def test_it_is_https_unless_the_endpoint_says_http(
    broken: Broken, settings: Settings, endpoint: str, vod: str, sts: str
) -> None:
    settings.VOD_ENDPOINT = settings.STS_ENDPOINT = endpoint
    wires = broken(status=400, body=b"{}")

    for call in (aliyun.vod().review, aliyun.vod().media, lambda _: aliyun.sts().app_credential()):
        with pytest.raises(CloudError):
            call("a")
    assert [address_of(url) for url in wires.urls] == [vod, vod, sts]


@pytest.mark.parametrize("region", ["cn-beijing", "ap-southeast-1"])
def test_a_region_has_its_own_address(broken: Broken, settings: Settings, region: str) -> None:
    settings.VOD_ENDPOINT, settings.VOD_REGION = "", region
    wires = broken(status=400, body=b"{}")

    with pytest.raises(CloudError):
        aliyun.vod().media("a")
    assert address_of(wires.urls[0]) == f"https://vod.{region}.aliyuncs.com"


def test_nothing_is_sent_that_nobody_said(broken: Broken) -> None:
    wires = broken(status=400, body=b"{}")

    with pytest.raises(CloudError):
        aliyun.vod().create_upload(title="Cat", file_name="cat.mp4")
    sent = parse_qs(urlsplit(wires.urls[0]).query, keep_blank_values=True)
    assert (sent["Title"], sent["FileName"], sent["AccessKeyId"]) == (["Cat"], ["cat.mp4"], [KEY_ID])
    assert not {"FileSize", "Description", "CoverURL", "Tags"} & set(sent)
    assert ["None"] not in sent.values()


def test_a_verdict_fits_vods_limit_and_stays_readable(broken: Broken) -> None:
    wires = broken()
    aliyun.vod().audit("a", approved=False, reason="理由" * 50)

    (content,) = parse_qs(urlsplit(wires.urls[0]).query)["AuditContent"]
    assert content.startswith('[{"VideoId": "a", "Status": "Blocked", "Reason": "理由')
    assert content.endswith('理由"}]')
    assert len(content.partition('"Reason": "')[2].removesuffix('"}]').encode()) <= 128


def test_a_process_has_one_client_which_is_made_when_needed(settings: Settings) -> None:
    client.acs_client.cache_clear()
    aliyun.vod()
    assert client.acs_client.cache_info().currsize == 0

    assert client.acs_client() is client.acs_client()


def test_a_slow_cloud_is_not_waited_for(broken: Broken) -> None:
    wires = broken(status=400, body=b"{}")
    for call in (aliyun.vod().media, aliyun.vod().review):
        with pytest.raises(CloudError):
            call("a")

    assert wires.timeouts == [(1, 2), (1, 3)]
    # The second try of a read comes only if the first one failed within the time of a connection.
    assert client.CONNECT_TIMEOUT + sum(wires.timeouts[0]) < 5
    assert sum(wires.timeouts[1]) < 5


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_is_not_followed(broken: Broken, status: int) -> None:
    wires = broken(status=status, body=b"")

    with pytest.raises(CloudError):
        aliyun.vod().review("a")
    assert len(wires.urls) == 1
