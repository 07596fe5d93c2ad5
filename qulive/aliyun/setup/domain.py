"""What videos play from: a domain for acceleration, which may want signed addresses (contract/vod.md §J)."""

from collections.abc import Iterator

from django.conf import settings

from qulive.aliyun import client
from qulive.aliyun.setup.problem import Problem


def domain() -> Iterator[Problem]:
    rows = client.read("vod", "DescribeVodUserDomains")["Domains"]["PageData"]
    online = {row["DomainName"]: row for row in rows if row["DomainStatus"] == "online"}
    ours = settings.VOD_CDN_DOMAIN
    if not online:
        yield Problem(
            "VOD has no domain that is online.", "Add one in the console: Domain Names, with its CNAME."
        )
    elif ours and ours not in online:
        known = ", ".join(sorted(online))
        yield Problem(f"VOD_CDN_DOMAIN is {ours}, and VOD's domains are {known}.", "Set it to one of them.")
    elif ours:
        if online[ours].get("SslProtocol") != "on":
            yield Problem(f"{ours} has no certificate.", "Set one in the console: iPhones play https only.")
        yield from signing(ours)
    else:
        for name in online:
            if signature_of(name):
                yield Problem(
                    f"{name} wants signed addresses, and VOD_CDN_DOMAIN is empty: no feed would play.",
                    "Set VOD_CDN_DOMAIN, VOD_CDN_KEY and VOD_CDN_VALID_SECONDS.",
                )


def signing(name: str) -> Iterator[Problem]:
    """Compare the domain's signing with ours, without telling any key."""
    found = signature_of(name)
    keys = {found.get("auth_key1"), found.get("auth_key2")} - {None, ""}
    if not found and settings.VOD_CDN_KEY:
        yield Problem(f"{name} wants no signatures.", "Switch URL signing on there, or unset VOD_CDN_KEY.")
    elif found and found.get("auth_type") != "type_a":
        yield Problem(f"{name} signs by {found.get('auth_type')}.", "Choose type A in the console.")
    elif found and settings.VOD_CDN_KEY not in keys:
        yield Problem(f"VOD_CDN_KEY is neither key of {name}.", "Set it to the primary or the secondary key.")
    elif found and found.get("ali_auth_delta", "") not in ("", str(settings.VOD_CDN_VALID_SECONDS)):
        seconds = found["ali_auth_delta"]
        yield Problem(
            f"Addresses of {name} are valid for {seconds} s, and VOD_CDN_VALID_SECONDS says "
            f"{settings.VOD_CDN_VALID_SECONDS}.",
            f"Set it to {seconds}.",
        )


def signature_of(name: str) -> dict[str, str]:
    """Return how a domain signs; nothing if it does not."""
    answer = client.read("vod", "DescribeVodDomainConfigs", DomainName=name, FunctionNames="aliauth")
    configs = answer["DomainConfigs"]["DomainConfig"]
    pairs = [pair for config in configs for pair in config["FunctionArgs"]["FunctionArg"]]
    found = {pair["ArgName"]: pair["ArgValue"] for pair in pairs}
    return {} if found.get("auth_type") in (None, "no_auth") else found
