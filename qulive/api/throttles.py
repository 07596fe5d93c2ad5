"""How often one client may do what costs us: counted in the cache, so that all machines count together."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from qulive.api.address import address_of

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which imports us


class PerClient(ScopedRateThrottle):
    """So many calls a minute of whatever has the view's `throttle_scope`: per user, else per address."""

    def get_rate(self) -> str | None:
        return settings.RATES[str(self.scope)] or None

    def get_ident(self, request: Request) -> Any:
        return address_of(request)

    def allow_request(self, request: Request, view: "APIView") -> bool:
        # A HEAD or OPTIONS does nothing that has to be counted.
        return request.method not in ("GET", "POST") or super().allow_request(request, view)
