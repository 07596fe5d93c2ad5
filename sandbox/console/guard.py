"""Who may see and use the console: a browser at one of our own addresses, from our own page.

There is no login, so other websites must not reach it through their visitors' browsers: neither by
posting a form, nor under a name of theirs that leads here.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def is_ours(request: HttpRequest) -> bool:
    """Say whether the request names us as the sandbox's own address, localhost or an IP does."""
    name, _ = split_domain_port(_host(request))
    if name in ("localhost", urlsplit(settings.SANDBOX_PUBLIC_URL).hostname):
        return True
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def comes_from_us(request: HttpRequest) -> bool:
    """Say whether our own page sent this form. Browsers name the origin of every form."""
    return is_ours(request) and urlsplit(request.headers.get("Origin", "")).netloc == _host(request)


def _host(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_HOST", "")).lower()
